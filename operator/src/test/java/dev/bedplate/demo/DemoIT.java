package dev.bedplate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import org.junit.jupiter.api.Test;

/** The demo as a process, on the programs that the server of the tests is made of. */
@WithApiServer
class DemoIT {
  @Test
  void every_step_comes_out_as_announced_on_a_real_api_server(ApiServer server) throws Exception {
    DemoProcess demo = DemoProcess.run(server.programs());

    assertThat(demo.output())
        .contains("API: a kube-apiserver with etcd", "Every step came out as announced")
        .doesNotContain("!!!");
    assertThat(demo.code()).isZero();
    assertThat(demo.output().lines()).allMatch(line -> line.length() <= 100);
    assertThat(ReadmePage.blocks())
        .hasSize(4)
        .allSatisfy(
            block ->
                assertThat(ReadmePage.ageless(demo.output()))
                    .containsSequence(ReadmePage.ageless(block)));
  }

  @Test
  void every_step_comes_out_as_announced_without_one(ApiServer server) throws Exception {
    DemoProcess demo = DemoProcess.run(server.kubeconfig().resolveSibling("nothing-is-here"));

    assertThat(demo.output())
        .contains("API: fabric8's mock server", "Every step came out as announced")
        .doesNotContain("!!!");
    assertThat(demo.code()).isZero();
  }
}

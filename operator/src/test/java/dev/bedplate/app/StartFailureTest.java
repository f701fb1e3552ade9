package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private static String problem(Exception failure) {
    return StartFailure.problem("controller", "https://127.0.0.1:1/", failure);
  }

  @Test
  void a_server_that_cannot_be_reached_is_named() {
    var refused = new KubernetesClientException("create failed", new ConnectException());

    assertThat(problem(new OperatorException("Error starting operator", refused)))
        .isEqualTo(
            "the controller cannot start: the API server https://127.0.0.1:1/ cannot be reached:"
                + " connection refused");
  }

  @Test
  void what_the_framework_found_itself_is_said() {
    var lease = new OperatorException("No permission to lease resource.");

    assertThat(problem(new OperatorException("Error starting operator", lease)))
        .isEqualTo("the controller cannot start: No permission to lease resource.");
  }

  @Test
  void a_failure_of_this_machine_is_said_as_it_is() {
    assertThat(problem(new IOException("tls.crt: there is no such file")))
        .isEqualTo("the controller cannot start: tls.crt: there is no such file");
  }
}

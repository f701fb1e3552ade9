package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstPassTest {
  private final FirstPass pass = new FirstPass();

  @Test
  void it_is_over_when_every_known_workload_was_seen() {
    pass.seen("a");
    assertThat(pass.over(Stream.of("a", "b"))).isFalse();
    pass.seen("b");
    assertThat(pass.over(Stream.of("a", "b"))).isTrue();
  }

  @Test
  void new_workloads_do_not_begin_it_anew() {
    assertThat(pass.over(Stream.of())).isTrue();
    assertThat(pass.over(Stream.of("new"))).isTrue();
  }
}

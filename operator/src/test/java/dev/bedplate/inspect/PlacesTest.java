package dev.bedplate.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlacesTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Places places = new Places(2);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void a_registry_that_holds_its_half_leaves_the_other_to_any_other() throws Exception {
    var gate = new CountDownLatch(1);
    var working = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      var _ =
          threads.submit(
              () ->
                  places.with(
                      "slow.example",
                      () -> {
                        working.countDown();
                        gate.await();
                        return "late";
                      }));
    }
    working.await();
    for (int i = 0; i < 200; i++) {
      String name = "other-" + i + ".example";
      Future<String> other = threads.submit(() -> places.with(name, () -> name));
      assertThat(other.get()).isEqualTo(name);
    }
    gate.countDown();
  }

  @Test
  void nothing_is_kept_of_a_registry_that_nobody_asks() throws Exception {
    assertThat(places.with("one.example", places::registries)).isEqualTo(1);
    assertThatThrownBy(
            () ->
                places.with(
                    "two.example",
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(places.registries()).isZero();
  }
}

package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From when on a webhook that was never asked before is asked. */
class ArrivalTest {
  private static final Reach ANSWERS = new Reach.Answers();
  private static final Reach CLOSED = new Reach.Closed("refused");
  private final Arrival arrival = new Arrival();

  private boolean due(Reach reach, boolean service, int seconds) {
    return arrival.isDue(reach, service, Duration.ofSeconds(seconds));
  }

  @Test
  void S_38_a_webhook_behind_a_Service_is_asked_when_every_node_can_reach_it() {
    assertThat(due(CLOSED, true, 0)).isFalse();
    assertThat(due(ANSWERS, true, 1)).isFalse();
    assertThat(due(ANSWERS, true, 2)).isFalse();
    assertThat(due(CLOSED, true, 3)).isFalse();
    assertThat(due(ANSWERS, true, 4)).isFalse();
    assertThat(due(ANSWERS, true, 5)).isFalse();
    assertThat(due(ANSWERS, true, 6)).isTrue();
  }

  @Test
  void S_38_another_address_is_called_as_soon_as_it_answers_with_what_is_trusted() {
    assertThat(due(CLOSED, false, 0)).isFalse();
    assertThat(due(new Reach.Untrusted("other"), false, 0)).isFalse();
    assertThat(due(ANSWERS, false, 0)).isTrue();
  }

  @Test
  void what_cannot_be_seen_from_here_is_not_waited_for() {
    assertThat(due(new Reach.Unseen("no address"), true, 0)).isTrue();
    assertThat(due(CLOSED, true, 29)).isFalse();
    assertThat(due(CLOSED, true, 30)).isTrue();
  }
}

package dev.bedplate.app;

import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.webhook.Asked;
import dev.bedplate.webhook.FailureObserver;
import dev.bedplate.webhook.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of reviews that got no answer, at a bounded rate: as an Event on the namespace, which is a
 * line of the log too, or as such a line alone where the namespace is not known or nothing may be
 * left behind. Silence would mean that objects pass unseen where the {@code failurePolicy} is
 * {@code Ignore}.
 */
final class UnansweredReviews implements FailureObserver {
  private static final Logger LOG = LoggerFactory.getLogger(UnansweredReviews.class);
  private static final String ACTION = "Unanswered";
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 253;
  private final Consumer<Notice> notices;
  private final Clock clock;
  private Instant windowEnds = Instant.MIN;
  private int told;
  private int untold;

  /** Hands what may be left behind to {@code notices}. */
  UnansweredReviews(Consumer<Notice> notices, Clock clock) {
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public void failed(Unanswered unanswered) {
    if (!mayTell()) {
      return;
    }
    Asked asked = unanswered.asked();
    if (asked.lasting() && NAMESPACE.matcher(asked.namespace()).matches()) {
      notices.accept(
          new Notice(
              new ObjectRef("v1", "Namespace", asked.namespace(), asked.namespace(), null),
              null,
              EventReason.BaseImageUndecided,
              ACTION,
              note(unanswered)));
    } else {
      LOG.atWarn()
          .addKeyValue("failure", unanswered.failure())
          .addKeyValue("namespace", asked.namespace())
          .addKeyValue("kind", asked.kind())
          .addKeyValue("name", asked.name())
          .log(note(unanswered));
    }
  }

  private synchronized boolean mayTell() {
    Instant now = clock.instant();
    if (now.isAfter(windowEnds)) {
      if (untold > 0) {
        LOG.warn("{} more reviews got no answer", untold);
      }
      windowEnds = now.plus(WINDOW);
      told = 0;
      untold = 0;
    }
    if (told < MOST) {
      told++;
      return true;
    }
    untold++;
    return false;
  }

  private static String note(Unanswered unanswered) {
    Asked asked = unanswered.asked();
    String what = (clean(asked.kind()) + " " + clean(asked.name())).strip();
    return "%s was not judged (%s): %s; the failurePolicy of the webhook decides"
        .formatted(what.isEmpty() ? "an object" : what, unanswered.failure(), unanswered.problem());
  }

  /** Whoever reaches the port may write any name. */
  private static String clean(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME))
        .replaceAll("[^-.:A-Za-z0-9]", "?");
  }
}

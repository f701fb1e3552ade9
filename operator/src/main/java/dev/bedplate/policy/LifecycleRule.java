package dev.bedplate.policy;

import dev.bedplate.image.Distribution;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Lifecycle.State;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The distribution's release must not be in a denied state of support.
 *
 * @param graceDays days after the end of support during which nothing is said
 * @param extendedSupport whether extended support counts as support
 */
public record LifecycleRule(Set<State> deny, int graceDays, boolean extendedSupport)
    implements Rule {
  public LifecycleRule {
    deny = Set.copyOf(deny);
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Distribution distribution = subject.facts().distribution();
    if (distribution.id().equals("scratch")) {
      return subject.layersRead() ? null : Rule.incomplete("the distribution", subject);
    }
    Lifecycle lifecycle = subject.lifecycle();
    State state = told(lifecycle.state());
    if (state == State.Unknown) {
      return new Finding.Unknown("until when " + name(distribution) + " is supported");
    }
    if (!deny.contains(state)) {
      return null;
    }
    LocalDate end = end(lifecycle);
    if (state == State.EndOfLife
        && end != null
        && !subject.today().isAfter(end.plusDays(graceDays))) {
      return null;
    }
    return broken(subject, state, end);
  }

  /** Extended support that does not count is the end, unless only its own name is denied. */
  private State told(State state) {
    boolean ended = state == State.ExtendedOnly && !extendedSupport;
    return ended && deny.contains(State.EndOfLife) ? State.EndOfLife : state;
  }

  private @Nullable LocalDate end(Lifecycle lifecycle) {
    LocalDate extended = lifecycle.extendedUntil();
    return extendedSupport && extended != null ? extended : lifecycle.securityUntil();
  }

  private Finding broken(Subject subject, State state, @Nullable LocalDate end) {
    String since = state == State.EndOfLife && end != null ? " since " + end : "";
    return new Finding.Broken(
        ViolationReason.DistributionEndOfLife,
        "is built on",
        name(subject.facts().distribution()) + ", " + state + since + subject.proof("distribution"),
        "denies releases that are "
            + String.join(", ", new TreeSet<>(deny).stream().map(State::name).toList())
            + (graceDays == 0 ? "" : " for more than " + graceDays + " days"),
        "a release that is still supported");
  }

  private static String name(Distribution distribution) {
    return distribution.version() == null
        ? distribution.id()
        : distribution.id() + " " + distribution.version();
  }
}

package dev.bedplate.app.registration;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.reconcile.Effect.Doubt;
import java.time.Duration;

/**
 * What is believed after several heartbeats: one that differs may be a moment's, as while replicas
 * change; two in a row are believed. Bad news right after the start waits, because a webhook that
 * is installed together with the controller takes its time.
 *
 * @param effect what is believed
 * @param others how many heartbeats in a row said something else
 */
record Steady(Effect effect, int others) {
  static final Steady START =
      new Steady(
          new Effect.Unknown(Doubt.NotKnownYet, "the API server was not asked often enough yet"),
          0);
  private static final int BELIEVED = 2;

  /**
   * What is believed after one more heartbeat.
   *
   * @param grace how long bad news waits
   * @param since how long heartbeats are sent already
   */
  Steady after(Effect seen, Duration grace, Duration since) {
    if (kind(seen) == kind(effect)) {
      return new Steady(sameReason(seen) ? effect : seen, 0);
    }
    int now = others + 1;
    boolean start = kind(effect) == Kind.START;
    boolean believed =
        start
            ? kind(seen) == Kind.GOOD || (now >= BELIEVED && since.compareTo(grace) >= 0)
            : now >= BELIEVED;
    return believed ? new Steady(seen, 0) : new Steady(effect, now);
  }

  /** Whether the last heartbeat said what is believed; if not, the next should come soon. */
  boolean sure() {
    return others == 0 && kind(effect) != Kind.START;
  }

  /** A message that only says the same otherwise is not worth a write to every policy. */
  private boolean sameReason(Effect seen) {
    return reason(seen).equals(reason(effect));
  }

  private enum Kind {
    START,
    GOOD,
    BAD,
    DOUBTFUL
  }

  private static Kind kind(Effect effect) {
    return switch (effect) {
      case Effect.InEffect _ -> Kind.GOOD;
      case Effect.Lost _ -> Kind.BAD;
      case Effect.Unknown(var reason, _) ->
          reason == Doubt.NotKnownYet ? Kind.START : Kind.DOUBTFUL;
    };
  }

  private static String reason(Effect effect) {
    return switch (effect) {
      case Effect.InEffect(var leftOut) -> leftOut.toString();
      case Effect.Lost(var reason, _) -> reason.name();
      case Effect.Unknown(var reason, _) -> reason.name();
    };
  }
}

package dev.bedplate.policy;

import org.jspecify.annotations.Nullable;

/** An expression of the user's must hold. */
public record ExpressionRule(String expression, String message, Condition condition)
    implements Rule {
  @Override
  public boolean seesContainer() {
    return condition.seesContainer();
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Condition.Result result = condition.evaluate(subject);
    return switch (result.holds()) {
      case Yes -> null;
      case Unknown ->
          new Finding.Unknown("whether " + expression + " holds (" + result.problem() + ")");
      case No ->
          new Finding.Broken(
              ViolationReason.ExpressionFailed,
              "fails",
              expression,
              message.isEmpty() ? "requires it" : "says: " + message,
              message.isEmpty() ? "an image for which it is true" : message);
    };
  }
}

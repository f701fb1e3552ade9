package dev.bedplate.webhook.server;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the API server says it waits. */
final class TimeoutParameter {
  private static final Pattern SECONDS = Pattern.compile("(?:^|&)timeout=(\\d{1,2})s(?:&|$)");

  private TimeoutParameter() {}

  /** The whole seconds, 1 to 30, in the query of a URL; empty for anything else. */
  static Optional<Duration> of(@Nullable String query) {
    if (query == null) {
      return Optional.empty();
    }
    Matcher matcher = SECONDS.matcher(query);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int seconds = Integer.parseInt(matcher.group(1));
    return seconds < 1 || seconds > 30
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }
}

package dev.bedplate.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * One line for people; the lines of an exception follow, indented. Characters that are not seen are
 * written as escapes, so that no text can pose as a line of the log or drive a terminal.
 */
final class TextLine implements LineFormat {
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"=]+");

  @Override
  public String line(ILoggingEvent event) {
    Entry entry = Entry.of(event);
    var line = new StringBuilder(256);
    line.append(entry.time()).append(' ');
    line.append("%-5s".formatted(entry.level())).append(' ');
    line.append(seen(lastPart(entry.logger()))).append(": ");
    line.append(seen(entry.message()));
    entry
        .fields()
        .forEach(
            (key, value) ->
                line.append(' ').append(seen(key)).append('=').append(quoted(value.toString())));
    if (entry.exception() != null) {
      entry.exception().lines().forEach(it -> line.append("\n    ").append(seen(it.strip())));
    }
    return line.append('\n').toString();
  }

  private static String lastPart(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String quoted(String value) {
    String seen = seen(value);
    return PLAIN.matcher(seen).matches() ? seen : '"' + seen.replace("\"", "\\\"") + '"';
  }

  private static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll(it -> "\\\\u%04x".formatted(it.group().codePointAt(0)));
  }
}

package dev.bedplate.inspect.distribution;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The assignments of an os-release or lsb-release file, read tolerantly; the last one counts. */
record OsRelease(Map<String, String> values) {
  OsRelease {
    values = Map.copyOf(values);
  }

  static OsRelease parse(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    Map<String, String> values = new HashMap<>();
    for (String line : text.replace("\uFEFF", "").replace('\r', '\n').split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.stripLeading().startsWith("#")) {
        values.put(line.substring(0, equals).strip(), unquote(line.substring(equals + 1).strip()));
      }
    }
    return new OsRelease(values);
  }

  /** The value of a key, or null when it is missing or empty. */
  @Nullable String get(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? null : value;
  }

  // Quoting of the shell: nothing is special within '', a backslash escapes elsewhere
  private static String unquote(String value) {
    var result = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < value.length()) {
        result.append(value.charAt(++i));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }
}

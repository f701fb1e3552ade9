package dev.bedplate.inspect.distribution;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assignments of an os-release or lsb-release file. Some programs have a shell read it and
 * others read it line by line, so what the two read differently is doubtful, where it decides.
 *
 * @param doubtful deciding keys and the line that leaves them in doubt
 */
record OsRelease(Map<String, String> values, Map<String, Integer> doubtful) {
  /** The others are shown or hint at something, and are taken as they stand. */
  private static final Set<String> DECIDING =
      Set.of("ID", "VERSION_ID", "DISTRIB_ID", "DISTRIB_RELEASE");

  OsRelease {
    values = Map.copyOf(values);
    doubtful = Map.copyOf(doubtful);
  }

  /** An assignment; the value is null where only running a shell would tell it. */
  record Assigned(@Nullable String value, int line) {}

  static OsRelease parse(byte[] content) {
    String text =
        new String(content, StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .replace("\r\n", "\n")
            .replace('\r', '\n');
    Map<String, Assigned> byShell = new ShellAssignments(text).read();
    Map<String, Assigned> byLine = LineAssignments.read(text);
    Set<String> keys = new HashSet<>(byShell.keySet());
    keys.addAll(byLine.keySet());
    Map<String, String> values = new HashMap<>();
    Map<String, Integer> doubtful = new HashMap<>();
    for (String key : keys) {
      Assigned shell = byShell.get(key);
      Assigned line = byLine.get(key);
      String told = line == null ? null : line.value();
      String run = shell == null ? null : shell.value();
      if (!DECIDING.contains(key)) {
        values.put(key, told != null ? told : run == null ? "" : run);
      } else if (told != null && told.equals(run)) {
        values.put(key, told);
      } else {
        doubtful.put(key, line != null ? line.line() : shell == null ? 1 : shell.line());
      }
    }
    return new OsRelease(values, doubtful);
  }

  /** The value of a key, or null when it is missing, empty or doubtful. */
  @Nullable String get(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? null : value;
  }
}

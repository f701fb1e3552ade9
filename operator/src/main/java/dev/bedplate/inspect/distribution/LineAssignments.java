package dev.bedplate.inspect.distribution;

import dev.bedplate.inspect.distribution.OsRelease.Assigned;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Assignments as the reader in os-release(5) and Python's platform module find them. */
final class LineAssignments {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\$\"'`])");

  private LineAssignments() {}

  static Map<String, Assigned> read(String text) {
    Map<String, Assigned> found = new HashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher assignment = ASSIGNMENT.matcher(line.strip());
      if (assignment.matches()) {
        found.put(assignment.group(1), new Assigned(unquoted(assignment.group(2)), number));
      }
    }
    return found;
  }

  private static String unquoted(String value) {
    int last = value.length() - 1;
    char first = value.isEmpty() ? 0 : value.charAt(0);
    boolean quoted = last > 0 && (first == '"' || first == '\'') && value.charAt(last) == first;
    String inner = quoted ? value.substring(1, last) : value;
    return quoted && first == '\'' ? inner : ESCAPED.matcher(inner).replaceAll("$1");
  }
}

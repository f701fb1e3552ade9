package dev.bedplate.source.keychain;

/**
 * Hosts with wildcards as the kubelet matches them: {@code *} and {@code ?} within one
 * dot-separated part, as many parts, the same port. Sets such as {@code [ab]} match nothing.
 */
final class HostPattern {
  private HostPattern() {}

  /** Whether the name holds a wildcard at all. */
  static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  /** Whether {@code host[:port]} is one of those that {@code pattern} means. */
  static boolean matches(String pattern, String host) {
    String[] expected = name(pattern).split("\\.", -1);
    String[] actual = name(host).split("\\.", -1);
    if (expected.length != actual.length || !port(pattern).equals(port(host))) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!matchesPart(expected[i], actual[i])) {
        return false;
      }
    }
    return true;
  }

  /** Goes back to the last star only, so that no pattern takes more than pattern times text. */
  private static boolean matchesPart(String pattern, String text) {
    int at = 0;
    int star = -1;
    int resume = 0;
    for (int i = 0; i < text.length(); ) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = i;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(it -> it == '*');
  }

  private static String name(String host) {
    return host.substring(0, host.length() - port(host).length());
  }

  /** The colon and the port, or nothing. */
  private static String port(String host) {
    int colon = host.lastIndexOf(':');
    boolean port =
        colon >= 0 && host.substring(colon + 1).chars().allMatch(it -> it >= '0' && it <= '9');
    return port ? host.substring(colon) : "";
  }
}

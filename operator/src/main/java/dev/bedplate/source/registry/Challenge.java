package dev.bedplate.source.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, section 11.6.1), scheme and
 * parameter names in lower case.
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final int MAX_HEADER = 8 * 1024;

  /** The challenges of all header values; what cannot be read is left out. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      if (header.length() <= MAX_HEADER) {
        new Parser(header).parse(challenges);
      }
    }
    return challenges;
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** What a token must be good for, as the server says; empty when it leaves that open. */
  List<String> scopes() {
    return Stream.of(parameter("scope").split("\\s+")).filter(it -> !it.isEmpty()).toList();
  }

  /** The same for whatever is asked for next. */
  Challenge withoutScope() {
    Map<String, String> others = new HashMap<>(parameters);
    others.remove("scope");
    return new Challenge(scheme, others);
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    void parse(List<Challenge> challenges) {
      Map<String, String> parameters = new HashMap<>();
      while (skipSeparators()) {
        String word = token();
        if (word.isEmpty()) {
          at++;
          continue;
        }
        skipSpaces();
        if (at < text.length() && text.charAt(at) == '=') {
          at++;
          skipSpaces();
          parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
        } else {
          parameters = new HashMap<>();
          challenges.add(new Challenge(word.toLowerCase(Locale.ROOT), parameters));
        }
      }
    }

    private boolean skipSeparators() {
      while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) <= ' ')) {
        at++;
      }
      return at < text.length();
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
    }

    private String token() {
      int start = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) > ' ') {
          at++;
        }
        return text.substring(start, at);
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at++;
      return value.toString();
    }

    private static boolean isTokenCharacter(char c) {
      return (c < 0x7f && Character.isLetterOrDigit(c)) || "!#$%&'*+-.^_`|~/".indexOf(c) >= 0;
    }
  }
}

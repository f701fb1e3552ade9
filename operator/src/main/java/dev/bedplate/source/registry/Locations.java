package dev.bedplate.source.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Locations as servers write them. Characters that browsers, curl and Go send on and {@link URI}
 * refuses are escaped in the path and query, never in what comes before: which server is meant is
 * for {@link URI} alone to say.
 */
final class Locations {
  private static final Pattern BEFORE_PATH =
      Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(//[^/?#]*)?");
  private static final String PLAIN = "-_.!~*'();/:@&=+$,";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Locations() {}

  /** Reads an address; {@link IllegalArgumentException} when it is none. */
  static URI parse(String text) {
    String address = text.strip();
    int fragment = address.indexOf('#');
    String whole = fragment < 0 ? address : address.substring(0, fragment);
    Matcher before = BEFORE_PATH.matcher(whole);
    if (!before.lookingAt()) {
      throw new IllegalArgumentException(text);
    }
    String scheme = before.group(1) == null ? "" : before.group(1).toLowerCase(Locale.ROOT) + ":";
    String authority = before.group(2) == null ? "" : before.group(2);
    String rest = whole.substring(before.end());
    int query = rest.indexOf('?');
    return URI.create(
        scheme
            + authority
            + (query < 0
                ? escaped(rest, "")
                : escaped(rest.substring(0, query), "")
                    + "?"
                    + escaped(rest.substring(query + 1), "?[]")));
  }

  /** Reads an address that may be relative to {@code base} (RFC 3986, section 5). */
  static URI resolve(URI base, String text) {
    URI reference = parse(text);
    if (reference.getScheme() != null
        || reference.getRawAuthority() != null
        || !reference.getRawPath().isEmpty()) {
      return base.resolve(reference);
    }
    // URI goes by the older RFC 2396, where a query alone replaces the last part of the path.
    String query = reference.getRawQuery() == null ? "" : "?" + reference.getRawQuery();
    return URI.create(
        base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + query);
  }

  private static String escaped(String text, String alsoPlain) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A control character stays as it is, so that URI refuses it.
      if (c < ' ' || isPlain(c, alsoPlain) || (c == '%' && isEscape(text, i))) {
        escaped.append(c);
      } else {
        escape(c, escaped);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static boolean isPlain(char c, String alsoPlain) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0
        || alsoPlain.indexOf(c) >= 0;
  }

  /** A header's characters are its bytes; one that is no byte is written in UTF-8. */
  private static void escape(char c, StringBuilder into) {
    byte[] bytes =
        c <= 0xff ? new byte[] {(byte) c} : String.valueOf(c).getBytes(StandardCharsets.UTF_8);
    for (byte each : bytes) {
      into.append('%').append(HEX.toHexDigits(each));
    }
  }
}

package dev.bedplate.source.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Content-Range} of a part of a document (RFC 9110, section 14.4).
 *
 * @param last the last byte of the part, inclusive
 * @param length of the whole document; -1 when the server does not know it
 */
record ContentRange(long first, long last, long length) {
  private static final Pattern BYTES =
      Pattern.compile("(?i)bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /** Empty when {@code header} tells no range of bytes. */
  static Optional<ContentRange> parse(String header) {
    Matcher bytes = BYTES.matcher(header.strip());
    return bytes.matches()
        ? Optional.of(
            new ContentRange(
                Long.parseLong(bytes.group(1)),
                Long.parseLong(bytes.group(2)),
                bytes.group(3).equals("*") ? -1 : Long.parseLong(bytes.group(3))))
        : Optional.empty();
  }

  /** Whether the part is all from byte {@code from} on of a document of {@code size} bytes. */
  boolean isRest(long from, long size) {
    return first == from && last >= first && last == size - 1 && (length < 0 || length == size);
  }
}

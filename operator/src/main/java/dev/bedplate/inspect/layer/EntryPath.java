package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HexFormat;

/** Names in a tar to normalised paths: no leading or trailing slash, no {@code .} or {@code ..}. */
final class EntryPath {
  private final Limits limits;
  private final LayerName name;

  EntryPath(Limits limits, LayerName name) {
    this.limits = limits;
    this.name = name;
  }

  /** The path that {@code raw} names below the root, empty for the root itself. */
  String normalise(byte[] raw) throws ImageUnavailableException {
    String text = trimmed(text(raw));
    String path = plain(text) ? text : resolve(text);
    if (depth(path) > limits.pathDepth()) {
      throw name.exceeds("a path has more than " + limits.pathDepth() + " components");
    }
    return path;
  }

  /** {@code raw} as text; a byte that is not UTF-8 becomes {@code \xNN}. */
  String text(byte[] raw) throws ImageUnavailableException {
    if (raw.length > limits.pathBytes()) {
      throw name.exceeds(
          "a path of " + raw.length + " bytes is longer than the limit of " + limits.pathBytes());
    }
    for (byte b : raw) {
      if (b < 0) {
        return decode(raw);
      }
    }
    return new String(raw, StandardCharsets.ISO_8859_1);
  }

  private static String decode(byte[] raw) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return escape(raw);
    }
  }

  /** Escapes every byte above ASCII, so that no two names fall together. */
  private static String escape(byte[] raw) {
    var text = new StringBuilder(raw.length + 16);
    for (byte b : raw) {
      if (b < 0) {
        text.append("\\x").append(HexFormat.of().toHexDigits(b));
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }

  /** Without the {@code ./} in front and the slash behind that tar usually writes. */
  private static String trimmed(String text) {
    int start = text.startsWith("./") ? 2 : 0;
    int end = text.length() > start && text.endsWith("/") ? text.length() - 1 : text.length();
    return text.substring(start, end);
  }

  /** Whether there is nothing to normalise, as for nearly every entry. */
  private static boolean plain(String text) {
    int start = 0;
    while (true) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      int length = end - start;
      if (length == 0
          || (length <= 2
              && text.charAt(start) == '.'
              && (length == 1 || text.charAt(start + 1) == '.'))) {
        return false;
      }
      if (slash < 0) {
        return true;
      }
      start = slash + 1;
    }
  }

  private String resolve(String text) throws ImageUnavailableException {
    var parts = new ArrayDeque<String>();
    int start = 0;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      String part = text.substring(start, end);
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          throw name.invalid("the entry '" + text + "' lies outside of the root directory");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
      start = end + 1;
    }
    return String.join("/", parts);
  }

  private static int depth(String path) {
    int depth = 1;
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      depth++;
    }
    return depth;
  }
}

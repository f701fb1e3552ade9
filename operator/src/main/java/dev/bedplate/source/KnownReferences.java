package dev.bedplate.source;

import dev.bedplate.image.ImageReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads references, and those that it has read before without looking at them again. */
public final class KnownReferences {
  private static final int MOST = 1000;
  private static final int LONGEST = 512;
  private final Map<String, ImageReference> known = new ConcurrentHashMap<>();

  /** The reference as {@link ReferenceParser#parseRegistry} reads it; never throws. */
  public ImageReference parse(String text) {
    ImageReference before = known.get(text);
    if (before != null) {
      return before;
    }
    ImageReference read = ReferenceParser.parseRegistry(text);
    if (text.length() <= LONGEST) {
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(text, read);
    }
    return read;
  }
}

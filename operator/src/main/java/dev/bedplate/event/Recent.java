package dev.bedplate.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** The most recently used entries, at most {@code bound}. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private final int bound;

  Recent(int bound) {
    super(16, 0.75f, true);
    this.bound = bound;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > bound;
  }
}

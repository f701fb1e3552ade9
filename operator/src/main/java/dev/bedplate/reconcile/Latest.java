package dev.bedplate.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries that were put last, at most {@code bound}. */
final class Latest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private final int bound;

  Latest(int bound) {
    this.bound = bound;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > bound;
  }
}

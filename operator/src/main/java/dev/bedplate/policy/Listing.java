package dev.bedplate.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The first entries of each policy, at least one of each kind, and the number of the others. */
final class Listing<T> {
  private static final int MOST = 500;
  private final int mostOfPolicy;
  private final Set<T> entries = new LinkedHashSet<>();
  private final Map<String, Listed> policies = new HashMap<>();
  private int others;

  Listing(int mostOfPolicy) {
    this.mostOfPolicy = mostOfPolicy;
  }

  private static final class Listed {
    private final Set<Object> kinds = new HashSet<>();
    private int count;
  }

  /** Makes and lists an entry, or counts it. */
  void add(String policy, Object kind, Supplier<T> entry) {
    Listed listed = policies.computeIfAbsent(policy, _ -> new Listed());
    boolean room = listed.count < mostOfPolicy && (entries.size() < MOST || mostOfPolicy > MOST);
    if (listed.kinds.add(kind) || room) {
      if (entries.add(entry.get())) {
        listed.count++;
      }
    } else {
      others++;
    }
  }

  /** Counts further ones that nobody looked at. */
  void more(int count) {
    others += count;
  }

  int others() {
    return others;
  }

  Set<T> entries() {
    return entries;
  }
}

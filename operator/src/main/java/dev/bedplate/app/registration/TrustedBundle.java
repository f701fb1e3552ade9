package dev.bedplate.app.registration;

import dev.bedplate.webhook.tls.CaBundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code caBundle} as one replica wants it: its own authorities, and for a time those that it
 * finds there. They belong to replicas that present another certificate, as while the mode of the
 * certificate is changed; each sort adds what it needs and neither takes the other's away.
 */
final class TrustedBundle {
  /** How long authorities of others stay that nobody puts there again. */
  static final Duration KEPT = Duration.ofHours(1);

  private final Map<X509Certificate, Instant> others = new HashMap<>();
  private final Set<X509Certificate> replaced = new HashSet<>();
  private List<X509Certificate> own = List.of();

  /**
   * What to write in the place of {@code present}; empty when that is right.
   *
   * @param wanted the own authorities; none leaves everything as it is
   * @param settled whether every replica has done with an own authority that is wanted no more
   */
  Optional<CaBundle> next(CaBundle present, CaBundle wanted, boolean settled, Instant now) {
    if (wanted.authorities().isEmpty()) {
      return Optional.empty();
    }
    replaceOwn(wanted.authorities(), settled);
    others.keySet().retainAll(present.authorities());
    replaced.retainAll(present.authorities());
    List<X509Certificate> next = new ArrayList<>(wanted.authorities());
    for (X509Certificate it : present.authorities()) {
      if (!next.contains(it) && !replaced.contains(it) && isKept(it, now)) {
        next.add(it);
      }
    }
    return Set.copyOf(next).equals(Set.copyOf(present.authorities()))
        ? Optional.empty()
        : Optional.of(new CaBundle(next));
  }

  private void replaceOwn(List<X509Certificate> wanted, boolean settled) {
    if (settled) {
      own.stream().filter(it -> !wanted.contains(it)).forEach(replaced::add);
    }
    own = wanted;
  }

  private boolean isKept(X509Certificate authority, Instant now) {
    Instant since = others.computeIfAbsent(authority, _ -> now);
    return now.isBefore(since.plus(KEPT)) && now.isBefore(authority.getNotAfter().toInstant());
  }
}

package dev.bedplate.webhook.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what is due. An authority lives for a year and a certificate for 90 days; each is replaced
 * after two thirds of its life, so that a cluster may be asleep for a month. A new authority signs
 * nothing before clients had an hour to learn of it, and the old one is trusted for an hour after
 * its last certificate was replaced, so that no handshake fails in between.
 */
public final class Rotation {
  static final Duration AUTHORITY_LIFE = Duration.ofDays(365);
  static final Duration CERTIFICATE_LIFE = Duration.ofDays(90);

  /** Every replica and the webhook configuration have followed after this time. */
  static final Duration SETTLED = Duration.ofHours(1);

  private static final int MOST_OLDER = 3;

  private Rotation() {}

  /** What is due. */
  public enum Step {
    /** Nothing. */
    KEEP,
    /** An authority that is only made known; the certificate stays. */
    NEW_AUTHORITY,
    /** A certificate of the newest authority. */
    NEW_CERTIFICATE,
    /** Authorities of which no certificate is left. */
    FORGET_OLDER,
    /** An authority and a certificate: what there was is of no use. */
    START_OVER
  }

  /** What is due at {@code now} for keys that serve {@code hosts}. */
  public static Step due(ManagedKeys keys, ServerHosts hosts, Instant now) {
    X509Certificate authority = keys.authority().certificate();
    X509Certificate certificate = keys.server().leaf();
    if (!isValid(authority, now)) {
      return isValid(certificate, now) ? Step.NEW_AUTHORITY : Step.START_OVER;
    }
    if (!isValid(certificate, now) || !hosts.areCoveredBy(certificate)) {
      return Step.NEW_CERTIFICATE;
    }
    if (isOld(authority, now)) {
      return Step.NEW_AUTHORITY;
    }
    boolean follows = keys.isOfNewestAuthority();
    if (isSettled(authority, now) && (!follows || isOld(certificate, now))) {
      return Step.NEW_CERTIFICATE;
    }
    return follows && !keys.older().isEmpty() && isSettled(certificate, now)
        ? Step.FORGET_OLDER
        : Step.KEEP;
  }

  /** The keys after a step. */
  public static ManagedKeys after(Step step, ManagedKeys keys, ServerHosts hosts, Instant now) {
    return switch (step) {
      case KEEP -> keys;
      case NEW_AUTHORITY ->
          new ManagedKeys(
              Authority.generate(now, AUTHORITY_LIFE), stillTrusted(keys, now), keys.server());
      case NEW_CERTIFICATE ->
          new ManagedKeys(
              keys.authority(), keys.older(), keys.authority().issue(hosts, now, CERTIFICATE_LIFE));
      case FORGET_OLDER -> new ManagedKeys(keys.authority(), List.of(), keys.server());
      case START_OVER -> ManagedKeys.generate(hosts, now);
    };
  }

  /** The first keys. */
  public static ManagedKeys first(ServerHosts hosts, Instant now) {
    return ManagedKeys.generate(hosts, now);
  }

  /** Keys in the place of stored ones that were lost: as with any new authority, nobody notices. */
  public static ManagedKeys restored(ManagedKeys known, ServerHosts hosts, Instant now) {
    Step step =
        isValid(known.server().leaf(), now) && hosts.areCoveredBy(known.server().leaf())
            ? Step.NEW_AUTHORITY
            : Step.START_OVER;
    return after(step, known, hosts, now);
  }

  private static List<X509Certificate> stillTrusted(ManagedKeys keys, Instant now) {
    return Stream.concat(Stream.of(keys.authority().certificate()), keys.older().stream())
        .filter(it -> isValid(it, now))
        .limit(MOST_OLDER)
        .toList();
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isBefore(from(certificate)) && now.isBefore(until(certificate));
  }

  private static boolean isOld(X509Certificate certificate, Instant now) {
    Duration life = Duration.between(from(certificate), until(certificate));
    return !now.isBefore(from(certificate).plus(life.multipliedBy(2).dividedBy(3)));
  }

  private static boolean isSettled(X509Certificate certificate, Instant now) {
    return !now.isBefore(from(certificate).plus(Authority.SKEW).plus(SETTLED));
  }

  private static Instant from(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  private static Instant until(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}

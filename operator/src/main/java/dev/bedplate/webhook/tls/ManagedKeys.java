package dev.bedplate.webhook.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operator's own authority and the certificate that it serves with, as a Secret keeps them.
 * Keys never show in {@link #toString()}.
 */
public final class ManagedKeys {
  private static final int MAX_BYTES = 256 * 1024;
  private final Authority authority;
  private final List<X509Certificate> older;
  private final KeyMaterial server;

  /** Authorities that are trusted beside the newest one, and the server's certificate. */
  ManagedKeys(Authority authority, List<X509Certificate> older, KeyMaterial server) {
    this.authority = authority;
    this.older = List.copyOf(older);
    this.server = server;
  }

  /** Everything new. */
  static ManagedKeys generate(ServerHosts hosts, Instant now) {
    var authority = Authority.generate(now, Rotation.AUTHORITY_LIFE);
    return new ManagedKeys(
        authority, List.of(), authority.issue(hosts, now, Rotation.CERTIFICATE_LIFE));
  }

  /**
   * Reads the keys {@code ca.crt}, {@code ca.key}, {@code tls.crt} and {@code tls.key}, all PEM;
   * throws when they do not fit together, with a message that shows nothing of them.
   */
  public static ManagedKeys read(Map<String, byte[]> entries)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> authorities = PemReader.chain(entry(entries, "ca.crt"));
    KeyMaterial newest = PemReader.read(entry(entries, "ca.crt"), entry(entries, "ca.key"));
    KeyMaterial server = PemReader.read(entry(entries, "tls.crt"), entry(entries, "tls.key"));
    var keys =
        new ManagedKeys(
            new Authority(newest.leaf(), newest.key()),
            authorities.subList(1, authorities.size()),
            server);
    if (keys.authorities().noneMatch(it -> isIssuer(it, server.leaf()))) {
      throw new IOException("tls.crt is not of an authority in ca.crt");
    }
    return keys;
  }

  /** What {@link #read} reads. */
  public Map<String, byte[]> entries() {
    return Map.of(
        "ca.crt", bytes(caBundle()),
        "ca.key", bytes(Pem.of(authority.key())),
        "tls.crt", bytes(Pem.of(server.chain())),
        "tls.key", bytes(Pem.of(server.key())));
  }

  /** All authorities as PEM, the newest first: the {@code caBundle} of the configuration. */
  public String caBundle() {
    return Pem.of(authorities().toList());
  }

  /** The end of the life of the certificate that is served. */
  public Instant expires() {
    return server.leaf().getNotAfter().toInstant();
  }

  /** Whether the same certificate is served. */
  public boolean servesLike(ManagedKeys other) {
    return server.leaf().equals(other.server.leaf());
  }

  Authority authority() {
    return authority;
  }

  List<X509Certificate> older() {
    return older;
  }

  KeyMaterial server() {
    return server;
  }

  boolean isOfNewestAuthority() {
    return isIssuer(authority.certificate(), server.leaf());
  }

  private Stream<X509Certificate> authorities() {
    return Stream.concat(Stream.of(authority.certificate()), older.stream());
  }

  private static boolean isIssuer(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
    byte[] bytes = entries.get(name);
    if (bytes == null || bytes.length > MAX_BYTES) {
      throw new IOException(
          name + (bytes == null ? " is not there" : " is larger than " + MAX_BYTES + " bytes"));
    }
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

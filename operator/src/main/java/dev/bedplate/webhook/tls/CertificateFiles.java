package dev.bedplate.webhook.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key in two PEM files, read again whenever their bytes change: the kubelet
 * swaps a symbolic link above them, which no file notification tells reliably.
 */
public final class CertificateFiles extends ServingCertificate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
  private static final int MAX_BYTES = 1 << 20;
  private final Path certificate;
  private final Path key;
  private final Thread watcher;
  private byte[] seenCertificate;
  private byte[] seenKey;

  /** The bytes of both files at one moment. */
  private record Read(byte[] certificate, byte[] key) {}

  private CertificateFiles(Path certificate, Path key, Read first, Duration every)
      throws IOException, GeneralSecurityException {
    super(PemReader.read(first.certificate(), first.key()));
    this.certificate = certificate;
    this.key = key;
    seenCertificate = first.certificate();
    seenKey = first.key();
    watcher = Thread.ofVirtual().name("certificate").unstarted(() -> watch(every));
  }

  /**
   * Reads both files and looks at them again each {@code every}; throws when they are unusable now.
   * A later mistake in them is logged, and the last good certificate stays.
   */
  public static CertificateFiles watch(Path certificate, Path key, Duration every)
      throws IOException, GeneralSecurityException {
    var files = new CertificateFiles(certificate, key, read(certificate, key), every);
    files.watcher.start();
    return files;
  }

  /** Looks at the files now; true when a new certificate is in use. */
  public synchronized boolean reload() {
    try {
      Read now = read(certificate, key);
      if (Arrays.equals(now.certificate(), seenCertificate) && Arrays.equals(now.key(), seenKey)) {
        return false;
      }
      replace(PemReader.read(now.certificate(), now.key()));
      seenCertificate = now.certificate();
      seenKey = now.key();
      LOG.info("new certificate in use, valid until {}", expires());
      return true;
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("certificate not reloaded, valid until {}: {}", expires(), e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch(Duration every) {
    try {
      while (true) {
        Thread.sleep(every);
        reload();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Read read(Path certificate, Path key) throws IOException {
    return new Read(bytes(certificate), bytes(key));
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}

package dev.bedplate.webhook.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** PEM text to keys and certificates; keys as PKCS#8, PKCS#1 (RSA) or SEC 1 (EC), not encrypted. */
final class PemReader {
  private PemReader() {}

  /** Throws with a message that names the problem and nothing of the key. */
  static KeyMaterial read(byte[] certificates, byte[] key)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = chain(certificates);
    if (chain.isEmpty()) {
      throw new IOException("the certificate file holds no certificate");
    }
    var material = new KeyMaterial(chain, key(key));
    if (!material.belongsTogether()) {
      throw new IOException("the key is not that of the first certificate");
    }
    return material;
  }

  static List<X509Certificate> chain(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  static PrivateKey key(byte[] pem) throws IOException {
    try (var parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      var converter = new JcaPEMKeyConverter();
      for (Object read = parser.readObject(); read != null; read = parser.readObject()) {
        // An EC key may stand behind its parameters.
        switch (read) {
          case PrivateKeyInfo info -> {
            return converter.getPrivateKey(info);
          }
          case PEMKeyPair pair -> {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          default -> {}
        }
      }
    }
    throw new IOException("the key file holds no private key that is readable without a password");
  }
}

package dev.bedplate.webhook.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that prove it.
 *
 * @param chain the server's own certificate first
 */
record KeyMaterial(List<X509Certificate> chain, PrivateKey key) {
  KeyMaterial {
    chain = List.copyOf(chain);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Whether the certificate is of this key; not so while only one of two files is new. */
  boolean belongsTogether() throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(leaf().getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }
}

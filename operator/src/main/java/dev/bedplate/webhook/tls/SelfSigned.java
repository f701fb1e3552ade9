package dev.bedplate.webhook.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for one server, and the certificate it issued; only in memory. */
public final class SelfSigned {
  private static final Duration LIFE = Duration.ofDays(365);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
  private static final int SERIAL_BITS = 120;
  private final X509Certificate authority;
  private final KeyMaterial server;

  private SelfSigned(X509Certificate authority, KeyMaterial server) {
    this.authority = authority;
    this.server = server;
  }

  /** Makes both, valid for a year from {@code now}, for these host names and IP addresses. */
  public static SelfSigned generate(List<String> names, Instant now) {
    try {
      KeyPair authorityKeys = keys();
      var issuer = new X500Name("CN=bedplate-webhook-ca");
      X509v3CertificateBuilder root = builder(issuer, issuer, authorityKeys, now);
      root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      root.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      KeyPair keys = keys();
      X509v3CertificateBuilder leaf =
          builder(issuer, new X500Name("CN=bedplate-webhook"), keys, now);
      leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      leaf.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      leaf.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return new SelfSigned(
          sign(root, authorityKeys.getPrivate()),
          new KeyMaterial(List.of(sign(leaf, authorityKeys.getPrivate())), keys.getPrivate()));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  /** The certificate to serve with. */
  public ServingCertificate certificate() {
    return ServingCertificate.fixed(server);
  }

  /** The authority as PEM: the {@code caBundle} of the webhook configuration. */
  public String caBundle() {
    return pem("CERTIFICATE", encoded(authority));
  }

  /** The server's certificate as PEM. */
  public String certificatePem() {
    return pem("CERTIFICATE", encoded(server.leaf()));
  }

  /** The server's private key as PEM, PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", server.key().getEncoded());
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(SKEW)),
        Date.from(now.plus(LIFE)),
        subject,
        keys.getPublic());
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    ADDRESS.matcher(name).matches()
                        ? new GeneralName(GeneralName.iPAddress, name)
                        : new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made", e);
    }
  }

  private static String pem(String type, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}

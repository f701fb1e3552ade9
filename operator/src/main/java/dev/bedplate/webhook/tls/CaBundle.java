package dev.bedplate.webhook.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The authorities that the API server trusts when it calls a webhook. */
public record CaBundle(List<X509Certificate> authorities) {
  /** No authority. */
  public static final CaBundle NONE = new CaBundle(List.of());

  public CaBundle {
    authorities = authorities.stream().distinct().toList();
  }

  /** The authorities of a PEM text; none when it is not one. */
  public static CaBundle ofPem(String pem) {
    try {
      return new CaBundle(PemReader.chain(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      return NONE;
    }
  }

  /** Those of the field {@code caBundle}; none when it is not there or cannot be read. */
  public static CaBundle ofField(@Nullable String base64) {
    try {
      return base64 == null
          ? NONE
          : ofPem(new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  /** The value of the field {@code caBundle}. */
  public String field() {
    return Base64.getEncoder()
        .encodeToString(Pem.of(authorities).getBytes(StandardCharsets.US_ASCII));
  }
}

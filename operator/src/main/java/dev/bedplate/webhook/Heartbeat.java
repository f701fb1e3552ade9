package dev.bedplate.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question by which the operator learns whether the API server asks the webhook: the creation,
 * as a dry run, of an InspectedImage that no image can have. It is refused with words that follow
 * from the question, so that nobody else's refusal, not even one that quotes the object, is taken
 * for the webhook's.
 */
public final class Heartbeat {
  /** The name of the object. */
  public static final String NAME = "sha256-" + "0".repeat(64);

  /** The label that holds the question. */
  public static final String LABEL = "bedplate.dev/heartbeat";

  private static final int ANSWER_DIGITS = 32;

  private Heartbeat() {}

  /** The question that a review asks, if it is a heartbeat. */
  static Optional<String> question(AdmissionReview review) {
    boolean ours =
        review.kind().equals("InspectedImage")
            && review.apiVersion().startsWith("bedplate.dev/")
            && review.name().equals(NAME);
    return ours ? label(review.object()) : Optional.empty();
  }

  private static Optional<String> label(@Nullable Map<?, ?> object) {
    return object != null
            && object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
            && labels.get(LABEL) instanceof String question
        ? Optional.of(question)
        : Optional.empty();
  }

  /** The message that a question is refused with. */
  public static String answer(String question) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((LABEL + "=" + question).getBytes(StandardCharsets.UTF_8));
      return "heartbeat " + HexFormat.of().formatHex(digest).substring(0, ANSWER_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}

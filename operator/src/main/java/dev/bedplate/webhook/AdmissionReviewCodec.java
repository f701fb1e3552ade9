package dev.bedplate.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.bedplate.webhook.Decoded.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;

/** AdmissionReview {@code admission.k8s.io/v1} to and from JSON; safe for concurrent use. */
public final class AdmissionReviewCodec {
  private static final int FORBIDDEN = 403;
  private static final int ANSWER_BYTES = 512;
  private static final int BUFFERS = 16;
  // A thread serves one review: buffers of its own would be new for each.
  private final JsonFactory factory =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS)).build();

  /** Reads a body; whatever it holds, the outcome is a value. */
  public Decoded read(byte[] body) {
    try (JsonParser parser = factory.createParser(body)) {
      return new ReviewReader(parser).read();
    } catch (IOException e) {
      // Not Jackson's text: it quotes the body.
      return new Malformed("the body is not readable JSON");
    }
  }

  /** The response to the review {@code uid}. */
  public byte[] write(String uid, Answer answer) {
    var bytes = new ByteArrayBuilder(ANSWER_BYTES);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("kind", "AdmissionReview");
      json.writeStringField("apiVersion", "admission.k8s.io/v1");
      json.writeObjectFieldStart("response");
      json.writeStringField("uid", uid);
      json.writeBooleanField("allowed", answer.allowed());
      if (!answer.allowed()) {
        json.writeObjectFieldStart("status");
        json.writeStringField("status", "Failure");
        json.writeStringField("message", answer.message());
        json.writeStringField("reason", "Forbidden");
        json.writeNumberField("code", FORBIDDEN);
        json.writeEndObject();
      }
      if (!answer.warnings().isEmpty()) {
        json.writeArrayFieldStart("warnings");
        for (String warning : answer.warnings()) {
          json.writeString(warning);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

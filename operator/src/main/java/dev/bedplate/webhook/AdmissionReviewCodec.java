package dev.bedplate.webhook;

import static dev.bedplate.json.Json.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.bedplate.json.Json;
import dev.bedplate.source.BoundedStream;
import dev.bedplate.source.Traffic;
import dev.bedplate.webhook.Decoded.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AdmissionReview {@code admission.k8s.io/v1} to and from JSON; safe for concurrent use. A body is
 * read as it comes: what of it is kept is all that it needs, however large it is.
 */
public final class AdmissionReviewCodec {
  private static final int FORBIDDEN = 403;
  private static final int ANSWER_BYTES = 512;
  private static final int BUFFERS = 16;
  private static final int NESTING = 200;
  private static final int DIGITS = 100;
  private static final int HEAD_BYTES = 64 * 1024;

  private final JsonFactory small;
  private final JsonFactory large;

  /** A codec for bodies of at most {@code mostBytes}; what is longer is too large. */
  public AdmissionReviewCodec(long mostBytes) {
    small = factory(mostBytes).build();
    // Otherwise every name of a document would be remembered until its end.
    large = factory(mostBytes).disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();
  }

  private static JsonFactoryBuilder factory(long mostBytes) {
    var bounds =
        StreamReadConstraints.builder()
            .maxDocumentLength(mostBytes)
            .maxNestingDepth(NESTING)
            .maxNameLength(ShortTexts.LONGEST)
            .maxStringLength(ShortTexts.LONGEST)
            .maxNumberLength(DIGITS)
            .build();
    return new JsonFactoryBuilder()
        .streamReadConstraints(bounds)
        // Closing a body would wait for what the client has not sent yet, before the answer.
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        // A thread serves one review: buffers of its own would be new for each.
        .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS));
  }

  /**
   * Reads a body to its end; whatever it holds, the outcome is a value.
   *
   * @param length of the body, negative when it is not known
   */
  public Decoded read(InputStream body, long length, Allowance allowance) {
    boolean mayHoldLongTexts = length < 0 || length > ShortTexts.LONGEST;
    try (JsonParser parser =
        mayHoldLongTexts
            ? large.createParser(new InputStreamReader(new ShortTexts(body), UTF_8))
            : small.createParser(body)) {
      return read(new ReviewReader(parser, allowance));
    } catch (IOException e) {
      return new Refused(
          new Unanswered(Failure.Incomplete, "the body could not be read", Asked.NOTHING));
    }
  }

  private static Decoded read(ReviewReader reader) {
    try {
      return reader.read();
    } catch (StreamConstraintsException e) {
      // Not Jackson's text here and below: it quotes the body.
      return reader.refused(Failure.TooLarge, "the review is longer or deeper than any may be");
    } catch (JsonEOFException e) {
      return reader.refused(Failure.Incomplete, "the body ends before the review does");
    } catch (JsonProcessingException e) {
      return reader.refused(Failure.Unreadable, "the body is not readable JSON");
    } catch (IOException e) {
      return reader.refused(Failure.Incomplete, "the body did not come to its end in time");
    }
  }

  /** What the beginning of a body tells that is not read otherwise; keeps none of its objects. */
  public Asked head(InputStream body) {
    var start = new BoundedStream(body, HEAD_BYTES, new Traffic());
    return switch (read(start, -1, _ -> Failure.Busy)) {
      case Decoded.Understood(var review) -> Asked.of(review);
      case Refused(var unanswered) -> unanswered.asked();
    };
  }

  /** The response to the review {@code uid}. */
  public byte[] write(String uid, Answer answer) {
    Map<String, @Nullable Object> response = object("uid", uid, "allowed", answer.allowed());
    if (!answer.allowed()) {
      response.put(
          "status",
          object(
              "status",
              "Failure",
              "message",
              answer.message(),
              "reason",
              "Forbidden",
              "code",
              FORBIDDEN));
    }
    if (!answer.warnings().isEmpty()) {
      response.put("warnings", answer.warnings());
    }
    var bytes = new ByteArrayBuilder(ANSWER_BYTES);
    try (JsonGenerator json = small.createGenerator(bytes)) {
      Json.write(
          json,
          object(
              "kind", "AdmissionReview",
              "apiVersion", "admission.k8s.io/v1",
              "response", response));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

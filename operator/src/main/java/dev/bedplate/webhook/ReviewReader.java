package dev.bedplate.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.webhook.Decoded.Understood;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one AdmissionReview in a single pass to its end; fields it does not know are skipped, and
 * from where too much would be kept everything, so that it is known what was asked. Of a field that
 * comes twice the last one counts, as for the API server.
 */
final class ReviewReader {
  private static final String VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";
  private static final Set<String> READ =
      Set.of(
          "apiVersion",
          "kind",
          "request.uid",
          "request.kind.group",
          "request.kind.version",
          "request.kind.kind",
          "request.resource.resource",
          "request.subResource",
          "request.name",
          "request.namespace",
          "request.operation");

  private final JsonParser parser;
  private final ObjectReader object;
  private final ObjectReader oldObject;
  private final Map<String, String> texts = new HashMap<>();
  private @Nullable Boolean dryRun;

  ReviewReader(JsonParser parser, Allowance allowance) {
    this.parser = parser;
    object = new ObjectReader(parser, allowance);
    oldObject = new ObjectReader(parser, allowance);
  }

  Decoded read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return unreadable("the body is not a JSON object");
    }
    fields("", this::top);
    if (parser.nextToken() != null) {
      return unreadable("more than one JSON value");
    }
    return review();
  }

  /** The same review without an answer, with what was read of it so far. */
  Decoded.Refused refused(Failure failure, String problem) {
    boolean lasting = Boolean.FALSE.equals(dryRun);
    var asked =
        new Asked(get("request.kind.kind"), get("request.namespace"), get("request.name"), lasting);
    return new Decoded.Refused(new Unanswered(failure, problem, asked));
  }

  private Decoded.Refused unreadable(String problem) {
    return refused(Failure.Unreadable, problem);
  }

  /** What to do with the value of one field, on which the parser stands. */
  private interface Field {
    void read(String name) throws IOException;
  }

  private void fields(String prefix, Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      field.read(prefix + name);
    }
  }

  private void top(String name) throws IOException {
    if (name.equals("request")) {
      fields("request.", this::request);
    } else {
      text(name);
    }
  }

  private void request(String name) throws IOException {
    switch (name) {
      case "request.object" -> object.read();
      case "request.oldObject" -> oldObject.read();
      case "request.dryRun" -> dryRun = parser.currentToken() == JsonToken.VALUE_TRUE;
      case "request.kind", "request.resource" -> fields(name + ".", this::text);
      default -> text(name);
    }
  }

  private void text(String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING && READ.contains(name)) {
      texts.put(name, parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private Decoded review() {
    if (!get("apiVersion").equals(VERSION) || !get("kind").equals(KIND)) {
      return unreadable("apiVersion " + VERSION + " and kind " + KIND + " are expected");
    }
    if (get("request.uid").isEmpty() || get("request.kind.kind").isEmpty()) {
      return unreadable("request.uid and request.kind must be there");
    }
    Optional<Operation> operation = Operation.of(get("request.operation"));
    if (operation.isEmpty()) {
      return unreadable("request.operation must be CREATE, UPDATE, DELETE or CONNECT");
    }
    Failure failure = object.failure();
    return failure == null ? understood(operation.get()) : refused(failure, problem(failure));
  }

  private static String problem(Failure failure) {
    return failure == Failure.TooLarge
        ? "its object has more images, or longer names and labels, than can be judged at once"
        : "too much of other reviews is kept at the moment";
  }

  private Decoded understood(Operation operation) {
    String group = get("request.kind.group");
    return new Understood(
        new AdmissionReview(
            get("request.uid"),
            (group.isEmpty() ? "" : group + "/") + get("request.kind.version"),
            get("request.kind.kind"),
            get("request.resource.resource"),
            get("request.subResource"),
            get("request.name"),
            get("request.namespace"),
            operation,
            Boolean.TRUE.equals(dryRun),
            object.value(),
            // One of which too much would be kept counts as unknown: nothing is believed of it.
            oldObject.failure() == null ? oldObject.value() : null));
  }

  private String get(String name) {
    return texts.getOrDefault(name, "");
  }
}

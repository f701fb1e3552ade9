package dev.bedplate.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.webhook.Decoded.Malformed;
import dev.bedplate.webhook.Decoded.Understood;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one AdmissionReview in a single pass; fields it does not know are skipped. */
final class ReviewReader {
  private static final String VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";
  private final JsonParser parser;
  private final Map<String, String> texts = new HashMap<>();
  private boolean dryRun;
  private @Nullable Map<String, Object> object;
  private @Nullable Map<String, Object> oldObject;

  ReviewReader(JsonParser parser) {
    this.parser = parser;
  }

  Decoded read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return new Malformed("the body is not a JSON object");
    }
    fields("", this::top);
    if (parser.nextToken() != null) {
      return new Malformed("more than one JSON value");
    }
    return review();
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
      case "request.object" -> object = new ObjectReader(parser).object();
      case "request.oldObject" -> oldObject = new ObjectReader(parser).object();
      case "request.dryRun" -> dryRun = parser.currentToken() == JsonToken.VALUE_TRUE;
      case "request.kind", "request.resource" -> fields(name + ".", this::text);
      default -> text(name);
    }
  }

  private void text(String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      texts.put(name, parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private Decoded review() {
    if (!get("apiVersion").equals(VERSION) || !get("kind").equals(KIND)) {
      return new Malformed("apiVersion " + VERSION + " and kind " + KIND + " are expected");
    }
    if (get("request.uid").isEmpty() || get("request.kind.kind").isEmpty()) {
      return new Malformed("request.uid and request.kind must be there");
    }
    Optional<Operation> operation = Operation.of(get("request.operation"));
    if (operation.isEmpty()) {
      return new Malformed("request.operation must be CREATE, UPDATE, DELETE or CONNECT");
    }
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
            operation.get(),
            dryRun,
            object,
            oldObject));
  }

  private String get(String name) {
    return texts.getOrDefault(name, "");
  }
}

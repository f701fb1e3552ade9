package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an image configuration of the OCI image specification or of Docker. */
final class ConfigReader {
  private ConfigReader() {}

  static ImageConfigDocument read(JsonObject fields) throws InvalidJson {
    JsonObject run = fields.objectOrEmpty("config");
    ImageConfig config =
        new ImageConfig(
            run.text("User", ""),
            command(run, "Entrypoint"),
            command(run, "Cmd"),
            created(fields),
            run.textMap("Labels"));
    return new ImageConfigDocument(
        PlatformReader.read(fields),
        fields.textOrNull("os.version"),
        fields.objectOrEmpty("rootfs").parsedList("diff_ids", Digest::parse, Digest.EXPECTED),
        fields.objects("history", ConfigReader::step),
        config,
        run.text("WorkingDir", ""),
        environment(run.texts("Env")));
  }

  private static History step(JsonObject step) throws InvalidJson {
    return new History(step.textOrNull("created_by"), step.flag("empty_layer"));
  }

  /** Old Docker wrote a command of one word as a string. */
  private static List<String> command(JsonObject run, String name) throws InvalidJson {
    return run.value(name) instanceof String word ? List.of(word) : run.texts(name);
  }

  private static Map<String, String> environment(List<String> variables) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return environment;
  }

  /** The moment the image was made; null when not given, not readable or Go's zero time. */
  private static @Nullable Instant created(JsonObject fields) throws InvalidJson {
    if (!(fields.value("created") instanceof String text)) {
      return null;
    }
    try {
      OffsetDateTime created = OffsetDateTime.parse(text.strip());
      return created.getYear() <= 1 ? null : created.toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}

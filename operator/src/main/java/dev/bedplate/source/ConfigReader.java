package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageConfig;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an image configuration of the OCI image specification or of Docker. */
final class ConfigReader {
  private static final JsonFields NOTHING = new JsonFields("image configuration", Map.of());

  private ConfigReader() {}

  static ImageConfigDocument read(JsonFields fields) throws ImageUnavailableException {
    JsonFields run = orNothing(fields.object("config"));
    ImageConfig config =
        new ImageConfig(
            run.text("User", ""),
            command(run, "Entrypoint"),
            command(run, "Cmd"),
            created(fields),
            run.textMap("Labels"));
    return new ImageConfigDocument(
        PlatformReader.read(fields),
        fields.text("os.version"),
        diffIds(orNothing(fields.object("rootfs"))),
        history(fields.objects("history")),
        config,
        run.text("WorkingDir", ""),
        environment(run.texts("Env")));
  }

  private static JsonFields orNothing(@Nullable JsonFields fields) {
    return fields == null ? NOTHING : fields;
  }

  private static List<Digest> diffIds(JsonFields rootfs) throws ImageUnavailableException {
    List<Digest> diffIds = new ArrayList<>();
    for (String text : rootfs.texts("diff_ids")) {
      diffIds.add(JsonFields.digest(text, rootfs.where("diff_ids") + "[" + diffIds.size() + "]"));
    }
    return diffIds;
  }

  private static List<History> history(List<JsonFields> steps) throws ImageUnavailableException {
    List<History> history = new ArrayList<>(steps.size());
    for (JsonFields step : steps) {
      history.add(new History(step.text("created_by"), step.flag("empty_layer")));
    }
    return history;
  }

  /** Old Docker wrote a command of one word as a string. */
  private static List<String> command(JsonFields run, String name)
      throws ImageUnavailableException {
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
  private static @Nullable Instant created(JsonFields fields) throws ImageUnavailableException {
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

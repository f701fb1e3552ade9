package dev.bedplate.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The options of the JVM in the image and its environment, as its build says, with the memory limit
 * of the chart in place of that of a container.
 */
final class ImageOptions {
  private static final Path BUILD = Path.of("pom.xml");
  private static final Path VALUES = Path.of("../helm/bedplate/values.yaml");
  private static final Pattern FLAG = Pattern.compile("<jvmFlag>([^<]+)</jvmFlag>");

  private static final Pattern ENVIRONMENT =
      Pattern.compile("<environment>(.*?)</environment>", Pattern.DOTALL);
  private static final Pattern VARIABLE = Pattern.compile("<([A-Z_]+)>([^<]+)</\\1>");

  private ImageOptions() {}

  /** The variables of the image. */
  static Map<String, String> environment() throws IOException {
    Matcher environment = ENVIRONMENT.matcher(Files.readString(BUILD));
    if (!environment.find()) {
      throw new IOException(BUILD + " names no environment");
    }
    return VARIABLE
        .matcher(environment.group(1))
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }

  static List<String> of(String role) throws IOException {
    List<String> options = new ArrayList<>();
    Matcher flags = FLAG.matcher(Files.readString(BUILD));
    while (flags.find()) {
      options.add(flags.group(1));
    }
    if (options.isEmpty()) {
      throw new IOException(BUILD + " names no options of the JVM");
    }
    options.add("-XX:MaxRAM=" + limit(role).replace("Mi", "m"));
    String more = System.getenv().getOrDefault("BEDPLATE_JAVA_OPTIONS", "").strip();
    options.addAll(Arrays.stream(more.split(" ", -1)).filter(it -> !it.isEmpty()).toList());
    return options;
  }

  private static String limit(String role) throws IOException {
    Object at = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(VALUES));
    for (String step : List.of(role, "resources", "limits", "memory")) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    if (at == null) {
      throw new IOException(VALUES + " names no memory limit of the " + role);
    }
    return at.toString();
  }
}

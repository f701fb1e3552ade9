package dev.bedplate.app;

import dev.bedplate.app.Shape.Section;
import dev.bedplate.app.Shape.Sequence;
import dev.bedplate.inspect.layer.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of configuration keys. */
final class ConfigurationKeys {
  private static final Section REGISTRY =
      new Section(
          Map.of(
              "host", Shape.TEXT,
              "mirrors", new Sequence(Shape.TEXT),
              "plainHttp", Shape.FLAG,
              "insecure", Shape.FLAG,
              "ca", Shape.TEXT,
              "concurrency", Shape.COUNT,
              "requestsPerSecond", Shape.RATE,
              "credentialsSecret", Shape.TEXT),
          List.of("host"));

  private static final Section LIMITS =
      new Section(
          Arrays.stream(Limits.class.getRecordComponents())
              .collect(Collectors.toMap(RecordComponent::getName, component -> Shape.AMOUNT)));

  private static final Section INSPECTION =
      new Section(
          Map.of(
              "platforms",
              new Sequence(Shape.PLATFORM),
              "tagTtl",
              Shape.TIME,
              "staleTag",
              Shape.TIME,
              "limits",
              LIMITS));

  private static final Section CERTIFICATE =
      new Section(Map.of("mode", Shape.TEXT, "file", Shape.TEXT, "key", Shape.TEXT));

  private static final Section WEBHOOK =
      new Section(
          Map.of(
              "port", Shape.PORT,
              "timeoutSeconds", Shape.COUNT,
              "certificate", CERTIFICATE));

  /** The whole file. */
  static final Section ROOT =
      new Section(
          Map.of(
              "management", new Section(Map.of("port", Shape.PORT)),
              "webhook", WEBHOOK,
              "registries", new Sequence(REGISTRY),
              "inspection", INSPECTION,
              "namespaces", new Section(Map.of("exclude", new Sequence(Shape.TEXT))),
              "reports",
                  new Section(Map.of("api", Shape.words("wgpolicyk8s", "openreports", "none"))),
              "lifecycle", new Section(Map.of("file", Shape.TEXT)),
              "log",
                  new Section(
                      Map.of(
                          "format", Shape.words("json", "text"),
                          "level", Shape.words("error", "warn", "info", "debug", "trace")))));

  private ConfigurationKeys() {}
}

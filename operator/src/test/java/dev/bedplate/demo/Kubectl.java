package dev.bedplate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.app.DemoOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of kubectl that the demo types, and what they print. */
record Kubectl(Cluster cluster, DemoOperator operator) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER = "deploy/demo/";

  /** {@code kubectl apply} of files that hold objects which are not there yet. */
  Command apply(String... files) {
    String typed =
        Arrays.stream(files)
            .map(file -> " -f " + FOLDER + file)
            .collect(Collectors.joining("", "kubectl apply", ""));
    return Command.writing(
        typed,
        () -> {
          boolean succeeded = true;
          List<String> lines = new ArrayList<>();
          for (String file : files) {
            succeeded &= apply(file, lines);
          }
          return new Seen(succeeded, lines);
        });
  }

  private boolean apply(String file, List<String> lines) {
    boolean succeeded = true;
    for (Manifest manifest : manifests(file)) {
      Answer answer = cluster.create(manifest, operator);
      answer.warnings().forEach(warning -> lines.add("Warning: " + warning));
      lines.addAll(
          answer.fine() ? List.of(manifest.title() + " created") : refusal(file, answer.body()));
      succeeded &= answer.fine();
      if (answer.fine()) {
        awaitKnown(manifest, answer.body().path("metadata"));
      }
    }
    return succeeded;
  }

  private static List<String> refusal(String file, JsonNode status) {
    String text =
        "Error from server (%s): error when creating \"%s\": %s"
            .formatted(
                status.path("reason").asText(), FOLDER + file, status.path("message").asText());
    return text.lines().toList();
  }

  private static List<Manifest> manifests(String file) {
    try {
      return Manifest.read(Path.of("..", FOLDER + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A person is slower than the operator's watches; the demo is not. */
  private void awaitKnown(Manifest manifest, JsonNode metadata) {
    switch (manifest.resource()) {
      case Namespace -> operator.awaitNamespace(manifest.name());
      case BaseImagePolicy, BaseImageException ->
          operator.awaitObject(metadata.path("uid").asText());
      case Pod, Deployment, StatefulSet, CronJob, Event, InspectedImage -> {}
    }
  }

  /** {@code kubectl get} of a cluster-scoped kind. */
  Command get(Resource resource) {
    return Command.reading(
        "kubectl get " + resource.plural(),
        () -> new Seen(true, cluster.list(resource, "").lines()));
  }

  /** {@code kubectl get} with the columns that a file names. */
  Command get(Resource resource, String columnsFile) {
    return Command.reading(
        "kubectl get %s -o custom-columns-file=%s"
            .formatted(resource.plural(), FOLDER + columnsFile),
        () -> {
          Columns columns = Columns.file(Path.of("..", FOLDER + columnsFile));
          JsonNode items = new Api(cluster.client()).get(resource.path("")).body().path("items");
          List<Table.Row> rows = new ArrayList<>();
          items.forEach(item -> rows.add(new Table.Row(named(columns.cells(item)), item)));
          return new Seen(true, new Table(columns.names(), rows).lines());
        });
  }

  private static List<String> named(List<String> cells) {
    return cells.stream().map(cell -> cell.isEmpty() ? "<none>" : cell).toList();
  }

  /** {@code kubectl get -A} with a label as its last column. */
  Command getWithLabel(Resource resource, String label) {
    return Command.reading(
        "kubectl get " + resource.plural() + " -A -L " + label,
        () -> {
          Table table =
              cluster
                  .list(resource, "")
                  .first("Namespace", it -> it.path("metadata").path("namespace").asText())
                  .last(
                      label.substring(label.indexOf('/') + 1),
                      it -> it.path("metadata").path("labels").path(label).asText());
          return new Seen(true, table.lines());
        });
  }

  /** One of our annotations. */
  Command annotation(Resource resource, String namespace, String name, String annotation) {
    return Command.reading(
        "kubectl get %s %s -n %s -o jsonpath='{.metadata.annotations.bedplate\\.dev/%s}'"
            .formatted(resource.shortest(), name, namespace, annotation),
        () -> new Seen(true, List.of(annotated(resource, namespace, name, annotation))));
  }

  /** One of our annotations that holds JSON, made readable. */
  Command json(Resource resource, String namespace, String name, String annotation) {
    return Command.reading(
        "kubectl get %s %s -n %s -o jsonpath='{.metadata.annotations.bedplate\\.dev/%s}' | jq"
            .formatted(resource.shortest(), name, namespace, annotation),
        () -> new Seen(true, readable(annotated(resource, namespace, name, annotation))));
  }

  private String annotated(Resource resource, String namespace, String name, String annotation) {
    JsonNode object = new Api(cluster.client()).get(resource.path(namespace, name)).body();
    return object.path("metadata").path("annotations").path("bedplate.dev/" + annotation).asText();
  }

  private static List<String> readable(String json) {
    try {
      return JSON.readTree(json).toPrettyString().replace("\" : ", "\": ").lines().toList();
    } catch (JsonProcessingException e) {
      return List.of(json);
    }
  }
}

package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bedplate.app.DemoOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A mock server that keeps objects and has neither admission nor printer columns: reviews are
 * posted to the webhook by the demo before it creates an object.
 */
record ImitatedCluster(MockApi server, Path kubeconfig) implements Cluster {
  static ImitatedCluster start() throws IOException {
    MockApi server = new MockApi();
    Path file = Files.createTempFile("bedplate-demo", ".kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: demo
          cluster: {server: "%s"}
        contexts:
        - name: demo
          context: {cluster: demo, user: demo}
        users:
        - name: demo
          user: {}
        current-context: demo
        """
            .formatted(server.client().getConfiguration().getMasterUrl()));
    return new ImitatedCluster(server, file);
  }

  @Override
  public String description() {
    return "fabric8's mock server, for want of the programs of a real one (KUBEBUILDER_ASSETS);"
        + " it knows no admission, so the demo posts each review to the webhook in its place";
  }

  @Override
  public KubernetesClient client() {
    return server.client();
  }

  @Override
  public DemoOperator startOperator(String configuration) throws Exception {
    // Nobody asks the webhook here but the demo, so there is nothing to find out.
    return DemoOperator.start(client(), "0s", configuration, Clock.systemUTC());
  }

  @Override
  public Answer create(Manifest manifest, DemoOperator operator) {
    Api api = new Api(client());
    if (!Reviews.judged(manifest)) {
      return api.post(manifest.collection(), manifest.object());
    }
    Answer review = Reviews.post(manifest, operator.url(), operator.authority());
    if (!review.fine()) {
      return review;
    }
    Answer created = api.post(manifest.collection(), manifest.object());
    return new Answer(created.status(), created.body(), review.warnings());
  }

  @Override
  public Table list(Resource resource, String namespace) {
    Columns columns = Columns.of(resource);
    List<Table.Row> rows = new ArrayList<>();
    for (JsonNode item : new Api(client()).get(resource.path(namespace)).body().path("items")) {
      rows.add(new Table.Row(columns.cells(item), item));
    }
    rows.sort(java.util.Comparator.comparing(ImitatedCluster::name));
    return new Table(columns.names(), rows);
  }

  private static String name(Table.Row row) {
    JsonNode metadata = row.object().path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(kubeconfig);
  }
}

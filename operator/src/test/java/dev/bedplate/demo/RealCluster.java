package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bedplate.app.DemoOperator;
import dev.bedplate.cluster.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A kube-apiserver with its etcd; the operator's webhook is registered with it. */
record RealCluster(ApiServer server) implements Cluster {
  private static final String AS_TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  static RealCluster of(ApiServer server) throws IOException {
    server.applyDefinitions();
    return new RealCluster(server);
  }

  @Override
  public String description() {
    return "a kube-apiserver with etcd, which asks the webhook itself; no nodes, so nothing runs";
  }

  @Override
  public KubernetesClient client() {
    return server.admin();
  }

  @Override
  public Path kubeconfig() {
    return server.kubeconfig();
  }

  @Override
  public DemoOperator startOperator(String configuration) throws Exception {
    DemoOperator operator = DemoOperator.start(client(), "10s", configuration, Clock.systemUTC());
    operator.register();
    return operator;
  }

  @Override
  public Answer create(Manifest manifest, DemoOperator operator) {
    return new Api(client()).post(manifest.collection(), manifest.object());
  }

  @Override
  public Table list(Resource resource, String namespace) {
    JsonNode table = new Api(client()).get(resource.path(namespace), AS_TABLE).body();
    List<String> columns = new ArrayList<>();
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < table.path("columnDefinitions").size(); i++) {
      JsonNode column = table.path("columnDefinitions").path(i);
      if (column.path("priority").asInt() == 0) {
        columns.add(column.path("name").asText());
        shown.add(i);
      }
    }
    List<Table.Row> rows = new ArrayList<>();
    for (JsonNode row : table.path("rows")) {
      rows.add(
          new Table.Row(
              shown.stream().map(i -> row.path("cells").path(i).asText("")).toList(),
              row.path("object")));
    }
    return new Table(columns, rows);
  }

  @Override
  public void close() {
    server.close();
  }
}

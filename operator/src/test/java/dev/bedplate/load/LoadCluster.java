package dev.bedplate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bedplate.cluster.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A real API server with the definitions and policies of the load, asked over plain connections.
 */
final class LoadCluster implements AutoCloseable {
  static final String JUDGED = "shop";
  static final String UNJUDGED = "unjudged";
  static final String CROWDED = "crowded";
  private static final int PARALLEL = 16;
  private static final Pattern REQUESTS =
      Pattern.compile("apiserver_request_total\\{([^}]*)} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final List<String> WRITES = List.of("POST", "PUT", "PATCH", "APPLY", "DELETE");
  private static final String ACCOUNT = "load";
  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: load}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, namespace: default, name: load}]
      """;
  private static final String POLICIES =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: supported}
      spec:
        mode: Enforce
        rules:
          distributions: {allow: [{id: debian, versions: ">=12"}, {id: alpine}], deny: [{id: centos}]}
          lifecycle: {deny: [EndOfLife]}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: small}
      spec:
        mode: Enforce
        rules:
          libc: {deny: [Musl]}
          size: {maxCompressed: 200Mi, maxLayers: 40}
          packages: {max: 300, deny: [curl, "telnet*"]}
      """;

  private final ApiServer server;
  private final SSLContext context;
  private final int port;

  private LoadCluster(ApiServer server, SSLContext context, int port) {
    this.server = server;
    this.context = context;
    this.port = port;
  }

  static LoadCluster start() throws Exception {
    ApiServer server =
        ApiServer.atHand(System.getenv())
            .orElseThrow(
                () ->
                    new IOException(
                        "no kube-apiserver at hand: name a folder by KUBEBUILDER_ASSETS, or run a"
                            + " test named *IT, which fetches one"));
    try {
      var config = server.admin().getConfiguration();
      var cluster =
          new LoadCluster(
              server, SSLUtils.sslContext(config), URI.create(config.getMasterUrl()).getPort());
      server.applyDefinitions();
      server.createNamespace(JUDGED, Map.of());
      server.createNamespace(UNJUDGED, Map.of());
      server.createNamespace(CROWDED, Map.of());
      server
          .admin()
          .load(
              new ByteArrayInputStream(
                  (RIGHTS + "---\n" + POLICIES).getBytes(StandardCharsets.UTF_8)))
          .create();
      return cluster;
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  /**
   * How a role finds the server and its account, in variables: in a cluster there is no kubeconfig
   * either, whose reading would load the classes of every kind there is.
   */
  Map<String, String> surroundings() {
    Config admin = server.admin().getConfiguration();
    return Map.of(
        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
        "KUBERNETES_MASTER", admin.getMasterUrl(),
        "KUBERNETES_CERTS_CA_FILE", admin.getCaCertFile(),
        "KUBERNETES_AUTH_TOKEN", server.token("default", ACCOUNT));
  }

  ApiServer server() {
    return server;
  }

  SSLContext context() {
    return context;
  }

  int port() {
    return port;
  }

  /** Sends many different requests, some at a time; each must be answered with a status. */
  void each(int count, int status, IntFunction<byte[]> request) throws Exception {
    var next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PARALLEL; i++) {
        running.add(
            threads.submit(
                () -> {
                  try (var connection = new Connection(context, port)) {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                      connection.send(request.apply(n)).expect(status, "");
                    }
                  }
                  return null;
                }));
      }
    }
    for (Future<?> it : running) {
      it.get();
    }
  }

  /** How many Deployments have labels, counted up to a limit; only metadata is asked for. */
  int deployments(String selector, int limit) throws Exception {
    String path =
        "/apis/apps/v1/deployments?limit="
            + limit
            + "&labelSelector="
            + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    JsonNode list =
        new JsonMapper()
            .readTree(
                get(path, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"));
    return list.path("items").size();
  }

  /** How many writing requests were served, by resource; leases, which are renewed, left out. */
  Map<String, Long> writes() throws Exception {
    Matcher lines = REQUESTS.matcher(get("/metrics", "text/plain"));
    Map<String, Long> writes = new TreeMap<>();
    boolean any = false;
    while (lines.find()) {
      any = true;
      Map<String, String> labels = new TreeMap<>();
      Matcher label = LABEL.matcher(lines.group(1));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      if (WRITES.contains(labels.get("verb")) && !"leases".equals(labels.get("resource"))) {
        String sub = labels.getOrDefault("subresource", "");
        String what = labels.get("resource") + (sub.isEmpty() ? "" : "/" + sub);
        writes.merge(what, (long) Double.parseDouble(lines.group(2)), Long::sum);
      }
    }
    if (!any) {
      throw new IOException("the API server tells nothing of its requests");
    }
    return writes;
  }

  private String get(String path, String accept) throws IOException {
    String head =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: %s\r\n\r\n".formatted(path, accept);
    try (var connection = new Connection(context, port)) {
      return connection.send(head.getBytes(StandardCharsets.US_ASCII)).expect(200, "").body();
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

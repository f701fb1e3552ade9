package dev.bedplate.cluster;

import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running kube-apiserver with its etcd, on the loopback interface, with RBAC. No controllers run:
 * nothing makes Pods of Deployments, collects garbage or finishes the deletion of a namespace.
 */
public final class ApiServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Path DEFINITIONS = Path.of("../crds");
  private final Path folder;
  private final Path programs;
  private final ServerProcess etcd;
  private final List<String> command;
  private ServerProcess server;
  private final Config admin;
  private final KubernetesClient client;

  private ApiServer(
      Path folder, Path programs, ServerProcess etcd, List<String> command, Config admin)
      throws IOException {
    this.folder = folder;
    this.programs = programs;
    this.etcd = etcd;
    this.command = command;
    this.server = ServerProcess.start(folder, "kube-apiserver", command);
    this.admin = admin;
    this.client = new KubernetesClientBuilder().withConfig(admin).build();
  }

  /** A server of programs that this machine has; empty where they would have to be fetched. */
  public static Optional<ApiServer> atHand(Map<String, String> environment) throws IOException {
    Optional<ServerPrograms> programs = ServerPrograms.atHand(environment);
    return programs.isPresent() ? Optional.of(start(programs.get(), List.of())) : Optional.empty();
  }

  /** Starts both programs and waits until the server is ready. */
  static ApiServer start(ServerPrograms programs, List<String> flags) throws IOException {
    Path folder = Files.createTempDirectory("bedplate-cluster");
    new CertManager(folder.toString()).createCertificatesIfNeeded();
    ServerCommands commands = ServerCommands.on(programs, folder);
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), commands.kubeconfig());
    var server =
        new ApiServer(
            folder,
            Objects.requireNonNull(programs.apiServer().getParent()),
            ServerProcess.start(folder, "etcd", commands.etcd()),
            commands.apiServer(flags),
            Config.fromKubeconfig(kubeconfig.toFile()));
    try {
      server.awaitReady();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!ready()) {
      etcd.expectAlive();
      server.expectAlive();
      if (System.nanoTime() > end) {
        throw new IOException(
            "kube-apiserver was not ready within " + START + "\n" + server.tail());
      }
      sleep();
    }
  }

  private boolean ready() {
    try {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("default").get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while kube-apiserver started", e);
    }
  }

  /** Ends the server for a while; what is stored stays. For classes with a server of their own. */
  public void stopServing() {
    server.close();
  }

  /** Starts the server again, at the same address, after {@link #stopServing()}. */
  public void serveAgain() throws IOException {
    server = ServerProcess.start(folder, "kube-apiserver", command);
    awaitReady();
  }

  /** The folder of its programs, for {@code KUBEBUILDER_ASSETS}. */
  public Path programs() {
    return programs;
  }

  /** A kubeconfig file of the administrator, for programs that are started. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** The administrator's client; it ends with the server. */
  public KubernetesClient admin() {
    return client;
  }

  /** Makes a namespace; fails when it exists. */
  public void createNamespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  /** A client as the operator has it, as a service account that is made if need be, under RBAC. */
  public KubernetesClient serviceAccount(String namespace, String name) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(admin.getMasterUrl())
            .withCaCertFile(admin.getCaCertFile())
            .withNamespace(namespace)
            .withOauthToken(token(namespace, name))
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(ClusterJson.serialization())
        .build();
  }

  /** A token of a service account, made if need be, that is good for an hour. */
  public String token(String namespace, String name) {
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build())
        .serverSideApply();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest()
        .getStatus()
        .getToken();
  }

  /** Applies the definitions in {@code crds} and waits until they are served. */
  public void applyDefinitions() throws IOException {
    try (Stream<Path> files = Files.list(DEFINITIONS)) {
      for (Path file : files.sorted().toList()) {
        Definitions.apply(client, file);
      }
    }
  }

  /** Stops both programs and removes their files. */
  @Override
  public void close() {
    client.close();
    server.close();
    etcd.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }
}

package dev.bedplate.cluster;

import static io.fabric8.kubeapitest.cert.CertManager.API_SERVER_CERT_NAME;
import static io.fabric8.kubeapitest.cert.CertManager.API_SERVER_KEY_NAME;
import static io.fabric8.kubeapitest.cert.CertManager.CLIENT_CERT_NAME;
import static io.fabric8.kubeapitest.cert.CertManager.CLIENT_KEY_NAME;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of a control plane that listens on three free ports of the loopback. */
record ServerCommands(
    ServerPrograms programs, Path folder, int port, int etcdPort, int etcdPeerPort) {
  static ServerCommands on(ServerPrograms programs, Path folder) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var server = new ServerSocket(0, 1, loopback);
        var etcd = new ServerSocket(0, 1, loopback);
        var peer = new ServerSocket(0, 1, loopback)) {
      return new ServerCommands(
          programs, folder, server.getLocalPort(), etcd.getLocalPort(), peer.getLocalPort());
    }
  }

  List<String> etcd() {
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    return List.of(
        programs.etcd().toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + etcdUrl(),
        "--advertise-client-urls=" + etcdUrl(),
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--log-level=warn",
        "--unsafe-no-fsync");
  }

  /** The administrator's certificate is its own authority, as kube-api-test makes it. */
  List<String> apiServer(List<String> flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.apiServer().toString(),
                "--etcd-servers=" + etcdUrl(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--tls-cert-file=" + folder.resolve(API_SERVER_CERT_NAME),
                "--tls-private-key-file=" + folder.resolve(API_SERVER_KEY_NAME),
                "--client-ca-file=" + folder.resolve(CLIENT_CERT_NAME),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve(API_SERVER_KEY_NAME),
                "--service-account-signing-key-file=" + folder.resolve(API_SERVER_KEY_NAME),
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--endpoint-reconciler-type=none",
                "--allow-privileged"));
    command.addAll(flags);
    return List.copyOf(command);
  }

  String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}
        users:
        - name: admin
          user: {client-certificate: "%s", client-key: "%s"}
        contexts:
        - name: test
          context: {cluster: test, user: admin}
        current-context: test
        """
        .formatted(
            port,
            folder.resolve(API_SERVER_CERT_NAME),
            folder.resolve(CLIENT_CERT_NAME),
            folder.resolve(CLIENT_KEY_NAME));
  }

  private String etcdUrl() {
    return "http://127.0.0.1:" + etcdPort;
  }
}

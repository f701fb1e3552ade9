package dev.bedplate.source.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.bedplate.image.Digest;
import dev.bedplate.source.Verification;
import dev.bedplate.source.fixture.BuiltImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A registry on a loopback port that serves what is put into it, and misbehaves where told to. */
public final class TestRegistry implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Content> contents = new ConcurrentHashMap<>();
  private final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** A request that came, with its {@code Authorization} header or an empty text. */
  public record Request(String method, String path, String query, String authorization) {}

  /** What a path serves. */
  private record Content(String mediaType, byte @Nullable [] bytes, @Nullable Path file) {
    long size() throws IOException {
      return file == null ? bytes().length : Files.size(file);
    }

    @Override
    public byte[] bytes() {
      return bytes == null ? new byte[0] : bytes;
    }
  }

  /** Handles a request instead of the registry; false leaves it to the registry after all. */
  @FunctionalInterface
  public interface Misbehaviour {
    /** Answers {@code exchange}, whose path has been asked for {@code times} before. */
    boolean handle(HttpExchange exchange, int times) throws IOException;
  }

  private TestRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A registry on a free port. */
  public static TestRegistry start() throws IOException {
    return start(0);
  }

  /** A registry on {@code port}. */
  public static TestRegistry start(int port) throws IOException {
    return new TestRegistry(HttpServer.create(address(port), 0));
  }

  /** A registry on a free port that speaks TLS only. */
  static TestRegistry start(TestCertificate certificate)
      throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(address(0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    return new TestRegistry(server);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The port it listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Host and port. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts a manifest or index, under a tag too unless that is empty. */
  public Digest manifest(String repository, String tag, String mediaType, byte[] bytes) {
    Digest digest = Verification.digest("sha256", bytes);
    Content content = new Content(mediaType, bytes.clone(), null);
    contents.put("/v2/" + repository + "/manifests/" + digest, content);
    if (!tag.isEmpty()) {
      contents.put("/v2/" + repository + "/manifests/" + tag, content);
    }
    return digest;
  }

  /** The digest of the manifest or index that a tag names. */
  public Digest digest(String repository, String tag) {
    Content content = contents.get("/v2/" + repository + "/manifests/" + tag);
    if (content == null) {
      throw new IllegalArgumentException(repository + ":" + tag + " is not there");
    }
    return Verification.digest("sha256", content.bytes());
  }

  /** Puts an image with all its parts, under a tag too unless that is empty. */
  public Digest image(String repository, String tag, BuiltImage image) {
    image.blobs().forEach((digest, bytes) -> put(repository, digest, bytes));
    image.documents().values().forEach(bytes -> manifest(repository, "", MANIFEST, bytes));
    return manifest(repository, tag, image.top().mediaType(), image.document());
  }

  /** Puts a blob. */
  public Digest blob(String repository, byte[] bytes) {
    Digest digest = Verification.digest("sha256", bytes);
    put(repository, digest, bytes);
    return digest;
  }

  /** Puts bytes under a digest that need not be theirs. */
  public void put(String repository, Digest digest, byte[] bytes) {
    contents.put(
        "/v2/" + repository + "/blobs/" + digest,
        new Content("application/octet-stream", bytes.clone(), null));
  }

  /** Puts a blob that stays in its file. */
  public void file(String repository, Digest digest, Path file) {
    contents.put(
        "/v2/" + repository + "/blobs/" + digest,
        new Content("application/octet-stream", null, file));
  }

  /** Puts bytes at any path. */
  public void at(String path, String mediaType, byte[] bytes) {
    contents.put(path, new Content(mediaType, bytes.clone(), null));
  }

  /** Makes every path that starts with {@code prefix} misbehave; the longest prefix counts. */
  public void misbehave(String prefix, Misbehaviour misbehaviour) {
    misbehaviours.put(prefix, misbehaviour);
  }

  /** The requests that came so far, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests that came so far, such as {@code GET /v2/a/manifests/1}, in order. */
  public List<String> lines() {
    return requests.stream().map(request -> request.method() + " " + request.path()).toList();
  }

  /** Answers as if nothing had been asked before. */
  public void forgetRequests() {
    requests.clear();
  }

  /** How many requests came whose path contains {@code part}. */
  public long count(String part) {
    return requests.stream().filter(request -> request.path().contains(part)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getRawQuery());
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      int times = (int) requests.stream().filter(request -> request.path().equals(path)).count();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              path,
              query,
              authorization == null ? "" : authorization));
      if (!misbehaves(exchange, path, times)) {
        serve(exchange, path);
      }
    }
  }

  private boolean misbehaves(HttpExchange exchange, String path, int times) throws IOException {
    String longest = null;
    for (String prefix : misbehaviours.keySet()) {
      if (path.startsWith(prefix) && (longest == null || prefix.length() > longest.length())) {
        longest = prefix;
      }
    }
    Misbehaviour misbehaviour = longest == null ? null : misbehaviours.get(longest);
    return misbehaviour != null && misbehaviour.handle(exchange, times);
  }

  private void serve(HttpExchange exchange, String path) throws IOException {
    Content content = contents.get(path);
    if (content == null) {
      answer(exchange, 404, "{\"errors\":[{\"code\":\"NOT_FOUND\"}]}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", content.mediaType());
    if (path.contains("/manifests/")) {
      exchange
          .getResponseHeaders()
          .set("Docker-Content-Digest", Verification.digest("sha256", content.bytes()).toString());
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.size()));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, content.size() == 0 ? -1 : content.size());
    try (OutputStream body = exchange.getResponseBody()) {
      if (content.file() == null) {
        body.write(content.bytes());
      } else {
        Files.copy(content.file(), body);
      }
    }
  }

  /** Sends a short answer. */
  static boolean answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
    if (!head && bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

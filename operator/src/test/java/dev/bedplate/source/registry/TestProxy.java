package dev.bedplate.source.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on a loopback port that brings everything to one other loopback port, whatever host
 * it is asked for, and remembers the request lines it got.
 */
final class TestProxy implements AutoCloseable {
  private static final int MAX_HEAD = 64 * 1024;

  private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final int target;
  private final boolean refusing;

  /** A proxy to the loopback port {@code target}; {@code refusing} answers 407 to everything. */
  TestProxy(int target, boolean refusing) throws IOException {
    this.target = target;
    this.refusing = refusing;
    var _ = threads.submit(this::accept);
  }

  /** Its address as {@code HTTP_PROXY} has it. */
  String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The request lines so far, such as {@code CONNECT r.example:443 HTTP/1.1}. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      open.add(client);
      var _ = threads.submit(() -> serve(client));
    }
  }

  private Void serve(Socket client) throws IOException {
    try (client) {
      String head = head(client.getInputStream());
      String line = head.substring(0, head.indexOf('\r'));
      lines.add(line);
      if (refusing) {
        write(client, "HTTP/1.1 407 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return null;
      }
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), target)) {
        open.add(other);
        if (line.startsWith("CONNECT ")) {
          write(client, "HTTP/1.1 200 OK\r\n\r\n");
        } else {
          write(other, head.replaceFirst(" http://[^/]+", " ").replaceFirst("\r\n", CLOSE));
        }
        var _ = threads.submit(() -> client.getInputStream().transferTo(other.getOutputStream()));
        other.getInputStream().transferTo(client.getOutputStream());
      }
    }
    return null;
  }

  private static final String CLOSE = "\r\nConnection: close\r\n";

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_HEAD) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}

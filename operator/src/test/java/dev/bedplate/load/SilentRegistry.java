package dev.bedplate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the images of the load would be: counts who comes, and answers nobody. */
final class SilentRegistry implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger connections = new AtomicInteger();

  SilentRegistry() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (var _ = socket.accept()) {
        connections.incrementAndGet();
      } catch (IOException e) {
        // The next one, or the end.
      }
    }
  }

  String authority() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

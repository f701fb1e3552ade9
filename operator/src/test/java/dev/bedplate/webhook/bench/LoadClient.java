package dev.bedplate.webhook.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One keep-alive connection that posts the same review again and again. */
final class LoadClient implements AutoCloseable {
  private static final String LENGTH = "content-length: ";
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;

  LoadClient(SSLContext context, int port, byte[] review) throws IOException {
    socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 8192);
    out = socket.getOutputStream();
    String head =
        "POST /validate?timeout=5s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + review.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    request = new byte[start.length + review.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(review, 0, request, start.length, review.length);
  }

  /** Posts once; throws unless the object was allowed. */
  void post() throws IOException {
    out.write(request);
    String status = line();
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 200") || !body.contains("\"allowed\":true")) {
      throw new IOException(status + ": " + body);
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

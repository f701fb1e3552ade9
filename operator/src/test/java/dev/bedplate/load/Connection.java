package dev.bedplate.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One keep-alive connection over TLS that sends requests, each after the answer to the last. */
final class Connection implements AutoCloseable {
  private static final String LENGTH = "content-length: ";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final int PATIENCE_MILLIS = 30_000;
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;

  Connection(SSLContext context, int port) throws IOException {
    socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 8192);
    out = socket.getOutputStream();
  }

  /** What came back; the body's bytes as Latin-1. */
  record Answer(int status, String body) {
    Answer expect(int wanted, String part) throws IOException {
      if (status != wanted || !body.contains(part)) {
        String start = body.substring(0, Math.min(500, body.length()));
        throw new IOException("HTTP " + status + " instead of " + wanted + ": " + start);
      }
      return this;
    }
  }

  /** A request as it is sent. */
  static byte[] request(String method, String path, String type, byte[] body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, type, body.length);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  Answer send(byte[] request) throws IOException {
    out.write(request);
    String status = line();
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
      chunked |= line.equalsIgnoreCase(CHUNKED);
    }
    byte[] body = chunked ? chunks() : in.readNBytes(length);
    return new Answer(
        Integer.parseInt(status.substring(9, 12)), new String(body, StandardCharsets.ISO_8859_1));
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line().strip(), 16);
      body.write(in.readNBytes(length));
      line();
    } while (length > 0);
    return body.toByteArray();
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

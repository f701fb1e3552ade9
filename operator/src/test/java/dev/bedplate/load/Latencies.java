package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;

/**
 * How long each of many equal requests took.
 *
 * @param nanos sorted
 * @param seconds in which they were sent
 * @param opening requests that opened a connection, each before those counted
 */
record Latencies(long[] nanos, double seconds, int opening) {
  static final Latencies NONE = new Latencies(new long[0], 0, 0);
  private static final int MOST = 1 << 18;

  /** Where requests go, what they are, and what proves that they were answered as they should. */
  record Target(SSLContext context, int port, byte[] request, int status, String part) {}

  /** Has clients send the same request for a while; an answer that is not expected ends all. */
  static Latencies of(Target target, int clients, Duration time) throws Exception {
    List<Connection> connections = new ArrayList<>();
    try {
      // What opening a connection takes is no request's latency: of a short load with many clients
      // it would be the slowest hundredth.
      for (int i = 0; i < clients; i++) {
        connections.add(new Connection(target.context(), target.port()));
        send(target, connections.getLast());
      }
      return of(target, connections, time);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static Latencies of(Target target, List<Connection> connections, Duration time)
      throws Exception {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    List<Future<long[]>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Connection connection : connections) {
        running.add(threads.submit(() -> client(target, connection, end)));
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long[] all = new long[0];
    for (Future<long[]> client : running) {
      all = LongStream.concat(Arrays.stream(all), Arrays.stream(client.get())).toArray();
    }
    Arrays.sort(all);
    return new Latencies(all, seconds, connections.size());
  }

  private static long[] client(Target target, Connection connection, long end) throws IOException {
    long[] nanos = new long[MOST];
    int count = 0;
    for (long began = System.nanoTime();
        count < MOST && began - end < 0;
        began = System.nanoTime()) {
      send(target, connection);
      nanos[count++] = System.nanoTime() - began;
    }
    return Arrays.copyOf(nanos, count);
  }

  private static void send(Target target, Connection connection) throws IOException {
    connection.send(target.request()).expect(target.status(), target.part());
  }

  /** Both together. */
  Latencies and(Latencies other) {
    long[] all = LongStream.concat(Arrays.stream(nanos), Arrays.stream(other.nanos)).toArray();
    Arrays.sort(all);
    return new Latencies(all, seconds + other.seconds, opening + other.opening);
  }

  int sent() {
    return nanos.length + opening;
  }

  double median() {
    return quantile(0.5);
  }

  double p99() {
    return quantile(0.99);
  }

  double perSecond() {
    return Math.round(nanos.length / seconds);
  }

  private double quantile(double part) {
    if (nanos.length < 100) {
      throw new IllegalStateException("only " + nanos.length + " requests were answered");
    }
    return Numbers.rounded(nanos[(int) (nanos.length * part)] / 1e6);
  }

  void put(ObjectNode run) {
    run.put("requests", nanos.length);
    run.put("perSecond", perSecond());
    run.put("medianMillis", median());
    run.put("p99Millis", p99());
  }
}

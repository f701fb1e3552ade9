package dev.bedplate.bench;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading one layer, this JDK as a gzipped tar, with the heap of a small container: inflated,
 * hashed as stored and as a tar, walked and analysed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
public class LayerBenchmark {
  private final LayerReader reader =
      new LayerReader(Limits.DEFAULTS.within(Runtime.getRuntime().maxMemory()));
  private final Room room = new Room(Runtime.getRuntime().maxMemory());
  private Path file;
  private Descriptor layer;

  /** How much was read and what it cost, of all iterations together. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cost {
    private long bytes;
    private long began;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
      bytes = 0;
      began = cpu();
    }

    /** Uncompressed tar, millions of bytes. */
    public double tarMegabytes() {
      return bytes / 1e6;
    }

    /** Processor time of all threads, s. */
    public double cpuSeconds() {
      return (cpu() - began) / 1e9;
    }

    private static long cpu() {
      return ManagementFactory.getPlatformMXBean(
              com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }
  }

  /** Makes the layer. */
  @Setup(Level.Trial)
  public void pack() throws Exception {
    file = Files.createTempFile("layer", ".tar.gz");
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    Path jdk = Path.of(System.getProperty("java.home"));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        var tar =
            new TarArchiveOutputStream(new GZIPOutputStream(new DigestOutputStream(out, hash)));
        Stream<Path> files = Files.walk(jdk)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        add(tar, path, "opt/jdk/" + jdk.relativize(path));
      }
    }
    layer =
        new Descriptor(
            "application/vnd.oci.image.layer.v1.tar+gzip",
            new Digest("sha256", HexFormat.of().formatHex(hash.digest())),
            Files.size(file),
            Map.of(),
            null,
            null,
            null);
  }

  private static void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(path));
    tar.putArchiveEntry(entry);
    Files.copy(path, tar);
    tar.closeArchiveEntry();
  }

  /** Removes the layer. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    Files.delete(file);
  }

  /** The whole layer once. */
  @Benchmark
  public LayerFacts read(Cost cost) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Room.Share share = room.share()) {
      LayerFacts facts =
          reader.read(
              in,
              layer,
              "bench",
              share,
              Deadline.in(Duration.ofMinutes(5), Clock.systemUTC()),
              bytes -> {});
      cost.bytes += facts.tarBytes();
      return facts;
    }
  }
}

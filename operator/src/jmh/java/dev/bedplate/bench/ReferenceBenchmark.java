package dev.bedplate.bench;

import dev.bedplate.image.ImageReference;
import dev.bedplate.source.ReferenceParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing an image reference as it stands in a pod. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReferenceBenchmark {
  @Param({
    "nginx:1.27",
    "registry.example:5000/team/shop/web:2026.11@sha256:"
        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  })
  String text = "";

  /** One reference. */
  @Benchmark
  public ImageReference parse() {
    return ReferenceParser.parse(text);
  }
}

package dev.bedplate.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that may be meant by a platform, and which platforms it runs, best first, after {@code
 * Only} of github.com/containerd/platforms. A platform names several nodes where it leaves open
 * what its nodes do not tell: the level of the processor and the runtime. Which image of an index
 * is judged follows from this table, and stored choices with it: who changes it raises the version
 * of the analysis.
 */
public record PlatformNode(String os, Map<Kind, Integer> ranks, Reading reading) {
  /** How a runtime reads the entries of an index. */
  public enum Reading {
    /** containerd since it knows {@code os.features}: an entry that asks for some is not taken. */
    CONTAINERD,
    /** containerd before that. */
    EARLIER_CONTAINERD,
    /** CRI-O: only the architecture itself, in its one spelling. */
    LITERAL
  }

  private static final List<String> AMD64 = List.of("", "v2", "v3", "v4");
  private static final List<String> ARM = List.of("v7", "v8", "v6", "v5");

  private static final Map<String, List<Line>> LINES =
      Map.of(
          "amd64", AMD64.stream().map(it -> line(it, amd64(it))).toList(),
          "arm", ARM.stream().map(it -> line(it, arm(it))).toList(),
          "arm64", arm64Levels().map(it -> line(it, arm64(it))).toList());

  public PlatformNode {
    ranks = Map.copyOf(ranks);
  }

  /** An architecture at a level of processors. */
  public record Kind(String architecture, @Nullable String variant) {
    static Kind of(Platform offered) {
      boolean arm = offered.architecture().equals("arm") && offered.variant() == null;
      return new Kind(offered.architecture(), arm ? "v7" : offered.variant());
    }

    private static Kind of(String architecture, String variant) {
      return new Kind(architecture, variant.isEmpty() ? null : variant);
    }
  }

  /** What processors of one level run, best first. */
  private record Line(@Nullable String level, Map<Kind, Integer> all, Map<Kind, Integer> own) {}

  /** The nodes that {@code asked} may mean, the usual one of containerd first. */
  public static List<PlatformNode> of(Platform asked) {
    List<PlatformNode> nodes = new ArrayList<>();
    for (Line line : lines(asked)) {
      for (Reading reading : Reading.values()) {
        nodes.add(
            new PlatformNode(
                asked.os(), reading == Reading.LITERAL ? line.own() : line.all(), reading));
      }
    }
    return List.copyOf(nodes);
  }

  /** Whether some node of {@code asked} runs what is offered for {@code offered}. */
  public static boolean accepts(Platform asked, Platform offered) {
    return asked.equals(offered)
        || (asked.os().equals(offered.os())
            && lines(asked).stream().anyMatch(it -> it.all().containsKey(Kind.of(offered))));
  }

  /**
   * How far down its list the node finds {@code offered}, 0 being best; empty when it is not there.
   *
   * @param literal whether it is written in its one spelling
   * @param features whether it asks for {@code os.features}
   */
  public OptionalInt rank(Platform offered, boolean literal, boolean features) {
    boolean taken =
        switch (reading) {
          case CONTAINERD -> !features;
          case EARLIER_CONTAINERD -> true;
          case LITERAL -> literal;
        };
    Integer rank = taken && os.equals(offered.os()) ? ranks.get(Kind.of(offered)) : null;
    return rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
  }

  private static List<Line> lines(Platform asked) {
    List<Line> lines = LINES.getOrDefault(asked.architecture(), List.of());
    String variant = asked.variant();
    List<Line> meant =
        variant == null ? lines : lines.stream().filter(it -> variant.equals(it.level())).toList();
    return meant.isEmpty()
        ? List.of(new Line(variant, Map.of(Kind.of(asked), 0), Map.of(Kind.of(asked), 0)))
        : meant;
  }

  private static Line line(String level, Stream<Kind> bestFirst) {
    var all = new LinkedHashMap<Kind, Integer>();
    bestFirst.forEach(it -> all.put(it, all.size()));
    String architecture = all.keySet().iterator().next().architecture();
    var own = new LinkedHashMap<>(all);
    own.keySet().removeIf(it -> !it.architecture().equals(architecture));
    return new Line(level.isEmpty() ? null : level, Map.copyOf(all), Map.copyOf(own));
  }

  private static Stream<Kind> amd64(String level) {
    Stream<Kind> levels =
        IntStream.rangeClosed(0, AMD64.indexOf(level))
            .mapToObj(down -> Kind.of("amd64", AMD64.get(AMD64.indexOf(level) - down)));
    return Stream.concat(levels, Stream.of(Kind.of("386", "")));
  }

  private static Stream<Kind> arm(String level) {
    int version = Integer.parseInt(level.substring(1));
    return IntStream.rangeClosed(0, version - 5)
        .mapToObj(down -> Kind.of("arm", "v" + (version - down)));
  }

  private static Stream<String> arm64Levels() {
    return Stream.concat(
        IntStream.rangeClosed(0, 9).mapToObj(minor -> arm64(8, minor)),
        IntStream.rangeClosed(0, 7).mapToObj(minor -> arm64(9, minor)));
  }

  /** Of Arm's levels 9.0 includes 8.5, 9.1 includes 8.6 and so on. */
  private static Stream<Kind> arm64(String level) {
    List<String> levels = arm64Levels().toList();
    int minor = level.contains(".") ? Integer.parseInt(level.substring(3)) : 0;
    boolean nine = level.startsWith("v9");
    int eight = nine ? Math.min(minor + 5, 9) : levels.indexOf(level);
    Stream<String> nines =
        nine
            ? IntStream.rangeClosed(0, minor).mapToObj(down -> arm64(9, minor - down))
            : Stream.of();
    Stream<String> eights =
        IntStream.rangeClosed(0, eight).mapToObj(down -> arm64(8, eight - down));
    return Stream.concat(Stream.concat(nines, eights).map(it -> Kind.of("arm64", it)), arm("v8"));
  }

  private static String arm64(int major, int minor) {
    return minor > 0 ? "v" + major + "." + minor : major == 8 ? "" : "v9";
  }
}

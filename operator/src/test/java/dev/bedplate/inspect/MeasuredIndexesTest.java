package dev.bedplate.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Platform;
import dev.bedplate.image.PlatformNode;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.MeasuredIndex;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.source.registry.TestRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What containerd was seen to run of an index is judged, whatever the index looks like. */
class MeasuredIndexesTest {
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final TestRegistry REGISTRY = started();
  private static final RegistrySource SOURCE =
      RegistrySource.reportingThrottling(
          RegistryConfiguration.NONE, Map.of(), Limits.DEFAULTS.documentBytes(), CLOCK);
  private static Map<String, Map<Platform, List<String>>> seen;
  private final Inspector inspector =
      new Inspector(
          new Sources(() -> SOURCE, () -> SOURCE, () -> SOURCE),
          Limits.DEFAULTS,
          new Room(Long.MAX_VALUE),
          new MemoryCache(1 << 24),
          Progress.NONE,
          List::of,
          ReferenceParser::parse);

  private static TestRegistry started() {
    try {
      return TestRegistry.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void read() throws IOException {
    seen = MeasuredIndex.seen();
  }

  @AfterAll
  static void stop() {
    SOURCE.close();
    REGISTRY.close();
  }

  static Stream<MeasuredIndex> measured() throws IOException {
    return MeasuredIndex.all(REGISTRY).stream();
  }

  private List<Inspection> inspect(String reference, Platform platform) {
    var deadline = Deadline.in(Duration.ofSeconds(30), CLOCK);
    return inspector.inspect(
        ReferenceParser.parse(reference),
        platform,
        new Access(Keychain.ANONYMOUS, deadline, new Traffic()));
  }

  @ParameterizedTest
  @MethodSource("measured")
  void S_35_every_image_of_an_index_that_could_run_is_judged(MeasuredIndex index) {
    index
        .judged()
        .forEach(
            (platform, expected) -> {
              for (int i = 0; i < 2; i++) {
                List<Inspection> found = inspect(index.reference(), platform);
                assertThat(index.judged(found)).isEqualTo(expected);
                if (platform.equals(AMD64)) {
                  assertThat(MeasuredIndex.reasons(found))
                      .isEqualTo(index.failed() == null ? List.of() : List.of(index.failed()));
                }
              }
            });
  }

  /** The table itself: nothing that was seen to run is missing in what is to be judged. */
  @ParameterizedTest
  @MethodSource("measured")
  void S_35_what_was_seen_to_run_is_expected_to_be_judged(MeasuredIndex index) {
    seen.getOrDefault(index.name(), Map.of())
        .forEach(
            (node, images) ->
                index
                    .judged()
                    .forEach(
                        (asked, judged) -> {
                          boolean same = asked.architecture().equals(node.architecture());
                          if (same && index.failed() != UndecidedReason.InvalidImage) {
                            assertThat(judged).containsAll(images);
                          }
                          assertThat(!same || PlatformNode.accepts(asked, node)).isTrue();
                        }));
  }

  private static BuiltImage alpine(int number) {
    return ImageBuilder.image()
        .layer(new TarWriter().file("etc/os-release", "ID=alpine\n"))
        .label("number", String.valueOf(number))
        .build();
  }

  private static BuiltImage inItself(int times) {
    BuiltImage image = alpine(0);
    for (int i = 0; i < times; i++) {
      image = BuiltImage.index(image);
    }
    return image;
  }

  @Test
  void S_35_of_more_images_than_are_looked_at_the_first_are_judged_and_the_rest_is_undecided() {
    BuiltImage[] images =
        IntStream.range(0, 9).mapToObj(MeasuredIndexesTest::alpine).toArray(BuiltImage[]::new);
    String reference = pushed("many", BuiltImage.index(images));

    for (int i = 0; i < 2; i++) {
      List<Inspection> found = inspect(reference, AMD64);
      assertThat(found).hasSize(9);
      assertThat(found.getLast())
          .isInstanceOfSatisfying(
              Failed.class,
              it -> {
                assertThat(it.reason()).isEqualTo(UndecidedReason.LimitExceeded);
                assertThat(it.message())
                    .isEqualTo(
                        reference
                            + ": more images of the index could run on linux/amd64 than are looked"
                            + " at, which are 8");
              });
    }
    String eight =
        pushed("eight", BuiltImage.index(List.of(images).subList(0, 8).toArray(BuiltImage[]::new)));
    assertThat(MeasuredIndex.reasons(inspect(eight, AMD64))).isEmpty();
  }

  @Test
  void S_35_indexes_in_indexes_are_looked_into_up_to_a_limit() {
    assertThat(MeasuredIndex.reasons(inspect(pushed("deep", inItself(9)), AMD64))).isEmpty();
    assertThat(MeasuredIndex.reasons(inspect(pushed("deeper", inItself(10)), AMD64)))
        .containsExactly(UndecidedReason.LimitExceeded);
  }

  private static String pushed(String repository, BuiltImage image) {
    return REGISTRY.authority()
        + "/"
        + repository
        + "@"
        + Pushed.push(REGISTRY, repository, "1", image);
  }
}

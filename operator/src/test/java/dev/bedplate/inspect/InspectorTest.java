package dev.bedplate.inspect;

import static dev.bedplate.source.fixture.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.Verification;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.Compression;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  private final List<DirectoryCache> caches = new ArrayList<>();
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Platform ARM64 = new Platform("linux", "arm64", null);
  private static final TarWriter DEBIAN =
      new TarWriter().file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
  private static final TarWriter NEWER =
      new TarWriter().file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
  private static final TarWriter APPLICATION = new TarWriter().file("opt/app", "x".repeat(1000));

  private final FakeSource source = new FakeSource();
  private final List<ImageReference> candidates = new ArrayList<>();

  @Test
  void an_image_in_an_index_is_found_by_its_platform_and_tells_both_digests() {
    BuiltImage amd64 = image("linux/amd64").layer(DEBIAN).build();
    BuiltImage arm64 = image("linux/arm64/v8").layer(APPLICATION).build();
    BuiltImage index = BuiltImage.index(amd64, arm64);
    source.with("docker.io/library/a:1", index);

    Inspected inspected = inspected(inspector(new NoCache()), "a:1", ARM64);

    assertThat(inspected.digest()).isEqualTo(arm64.digest());
    assertThat(inspected.indexDigest()).isEqualTo(index.digest());
    assertThat(inspected.platform()).isEqualTo(ARM64);
    assertThat(inspected.facts().size().unpacked()).isEqualTo(1000);
  }

  @Test
  void a_platform_the_index_lacks_is_unsupported_and_the_message_lists_what_there_is() {
    source.with(
        "docker.io/library/a:1", BuiltImage.index(image("linux/amd64").layer(DEBIAN).build()));

    Failed failed = failed(inspector(new NoCache()), "a:1", ARM64);

    assertThat(failed.reason()).isEqualTo(UndecidedReason.UnsupportedImage);
    assertThat(failed.message())
        .isEqualTo("a:1: the index has no image for linux/arm64; it has linux/amd64");
  }

  @Test
  void a_single_image_for_another_platform_says_so_and_is_judged_because_it_runs() {
    BuiltImage single = image("linux/amd64").layer(DEBIAN).build();
    source.with("docker.io/library/a:1", single);
    Inspector inspector = inspector(new MemoryCache(1 << 20));

    for (int i = 0; i < 2; i++) {
      List<Inspection> found = inspector.inspect(reference("a:1"), ARM64, access());

      assertThat(found).hasSize(2);
      assertThat(found.getFirst())
          .isEqualTo(
              new Failed(
                  reference("a:1"),
                  ARM64,
                  UndecidedReason.UnsupportedImage,
                  "a:1: the image is for linux/amd64, not for linux/arm64"));
      assertThat(((Inspected) found.getLast()).digest()).isEqualTo(single.digest());
    }
  }

  @Test
  void a_layer_that_is_not_the_one_the_configuration_names_is_invalid_known_or_not() {
    byte[] tar = new TarWriter().file("f", "x").toBytes();
    Digest other = Digest.of("sha256:" + "ab".repeat(32));
    source.with(
        "docker.io/library/a:1",
        image().rawLayer("application/vnd.oci.image.layer.v1.tar", tar, other, "other").build());
    Inspector inspector = inspector(new MemoryCache(1 << 20));

    for (int i = 0; i < 2; i++) {
      Failed failed = failed(inspector, "a:1", AMD64);
      assertThat(failed.reason()).isEqualTo(UndecidedReason.InvalidImage);
      assertThat(failed.message()).contains("a:1: layer sha256:", "unpacks to", other.toString());
    }
  }

  private DirectoryCache cacheIn(Path directory) {
    var cache = new DirectoryCache(directory, 1 << 20);
    caches.add(cache);
    return cache;
  }

  @AfterEach
  void closeCaches() {
    caches.forEach(DirectoryCache::close);
  }

  /** With a cache on disk that is closed at the end, as every process does. */
  private Inspected inspectedByOneProcess(Path directory, String reference) {
    try (var cache = new DirectoryCache(directory, 1 << 20)) {
      return inspected(inspector(cache), reference, AMD64);
    }
  }

  @Test
  void what_is_not_written_yet_is_known_all_the_same(@TempDir Path directory) {
    source.with("docker.io/library/a:1", image().layer(DEBIAN).build());
    try (var cache = new DirectoryCache(directory, 1 << 20)) {
      Inspected first = inspected(inspector(cache), "a:1", AMD64);
      source.forgetCalls();
      assertThat(inspected(inspector(cache), "a:1", AMD64)).isEqualTo(first);
      assertThat(source.calls()).containsExactly("resolve");
    }
  }

  @Test
  void a_known_image_costs_one_question(@TempDir Path directory) {
    source.with(
        "docker.io/library/a:1",
        BuiltImage.index(image().layer(DEBIAN).layer(APPLICATION).build()));
    Inspected first = inspectedByOneProcess(directory, "a:1");
    source.forgetCalls();

    Inspected again = inspectedByOneProcess(directory, "a:1");

    assertThat(again).isEqualTo(first);
    assertThat(source.calls()).containsExactly("resolve");
  }

  @Test
  void a_new_image_on_a_known_base_reads_only_its_own_layer_and_knows_its_base(
      @TempDir Path directory) {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with("docker.io/library/a:1", image().layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    inspected(inspector, "base:1", AMD64);
    source.forgetCalls();

    ImageFacts facts = inspected(inspector, "a:1", AMD64).facts();

    assertThat(Collections.frequency(source.calls(), "stream")).isEqualTo(1);
    assertThat(facts.base().evidence()).isEqualTo(BaseEvidence.LayerPrefix);
    assertThat(facts.base().name()).isEqualTo("docker.io/library/base:1");
    assertThat(facts.base().addedUnpacked()).isEqualTo(1000);
    assertThat(facts.size().layers().getFirst().base()).isTrue();
    assertThat(facts.size().layers().getLast().base()).isFalse();
  }

  @Test
  void a_torn_cache_file_is_read_again_from_the_source(@TempDir Path directory) throws Exception {
    source.with("docker.io/library/a:1", image().layer(DEBIAN).build());
    Inspected first = inspectedByOneProcess(directory, "a:1");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    source.forgetCalls();

    Inspected again = inspectedByOneProcess(directory, "a:1");

    assertThat(again).isEqualTo(first);
    assertThat(source.calls()).contains("stream");
  }

  @Test
  void a_cache_over_its_bound_loses_its_oldest_files(@TempDir Path directory) throws Exception {
    source.with("docker.io/library/a:1", image().layer(DEBIAN).build());
    try (var cache = new DirectoryCache(directory, 10)) {
      inspected(inspector(cache), "a:1", AMD64);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void the_declared_base_is_proven_by_its_layers() {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.base().layers()).isEqualTo(1);
    assertThat(facts.base().addedUnpacked()).isEqualTo(1000);
  }

  @Test
  void a_declared_base_elsewhere_than_the_own_registry_or_docker_hub_is_not_asked_for() {
    source.with("registry.example/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("registry.example/base:1").layer(DEBIAN).layer(APPLICATION).build());

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.base().evidence()).isEqualTo(BaseEvidence.Declared);
    assertThat(facts.base().verified()).isFalse();
    assertThat(Collections.frequency(source.calls(), "resolve")).isEqualTo(1);
  }

  @Test
  void a_declared_base_is_outdated_once_its_tag_names_other_layers(@TempDir Path directory) {
    BuiltImage old = image().layer(DEBIAN).build();
    source.with("docker.io/library/base:1", old);
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isFalse();

    source.with("docker.io/library/base:1", image().layer(NEWER).build());
    ImageFacts facts = inspected(inspector, "a:1", AMD64).facts();

    assertThat(facts.base().outdated()).isTrue();
    assertThat(facts.base().digest()).isEqualTo(old.digest());
    assertThat(facts.evidence())
        .filteredOn(evidence -> evidence.fact().equals("base.outdated"))
        .extracting(Evidence::detail)
        .singleElement()
        .asString()
        .startsWith("docker.io/library/base:1 names other layers today: sha256:");

    source.with("docker.io/library/base:1", old);
    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isFalse();
  }

  @Test
  void a_declared_base_that_was_built_anew_from_the_same_layers_is_not_outdated(
      @TempDir Path directory) {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    inspected(inspector, "a:1", AMD64);

    source.with("docker.io/library/base:1", image().user("other").layer(DEBIAN).build());

    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isFalse();
  }

  @Test
  void a_declared_base_whose_tag_still_names_it_costs_one_question_more(@TempDir Path directory) {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    inspected(inspector, "a:1", AMD64);
    source.forgetCalls();

    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isFalse();
    assertThat(source.calls()).containsExactly("resolve", "resolve");
  }

  @Test
  void whether_a_base_is_outdated_is_unknown_when_its_tag_cannot_be_asked_for(
      @TempDir Path directory) {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    inspected(inspector, "a:1", AMD64);
    source.without("docker.io/library/base:1");

    ImageFacts facts = inspected(inspector, "a:1", AMD64).facts();

    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.base().outdated()).isNull();
  }

  @Test
  void the_tag_of_a_declared_base_is_asked_for_when_candidates_are(@TempDir Path directory) {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).layer(APPLICATION).build());
    List<String> asked = new ArrayList<>();
    CandidateReading later =
        (candidate, platform, access, layers) -> {
          asked.add(candidate.original());
          throw new ImageUnavailableException(UndecidedReason.DeadlineExceeded, "not yet");
        };
    var inspector =
        new Inspector(
            new Sources(() -> source, () -> source, () -> source),
            Limits.DEFAULTS,
            new Room(Long.MAX_VALUE),
            cacheIn(directory),
            Progress.NONE,
            () -> candidates,
            ReferenceParser::parse,
            later);
    inspected(inspector, "a:1", AMD64);
    source.forgetCalls();
    asked.clear();

    ImageFacts facts = inspected(inspector, "a:1", AMD64).facts();

    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.base().outdated()).isNull();
    assertThat(source.calls()).as("the image's own tag").containsExactly("resolve");
    assertThat(asked).containsExactly("docker.io/library/base:1");
  }

  @Test
  void a_candidate_just_read_by_its_tag_says_without_another_question_that_it_is_not_outdated(
      @TempDir Path directory) {
    source.with("registry.example/base:1", image().layer(DEBIAN).build());
    source.with("docker.io/library/a:1", image().layer(DEBIAN).layer(APPLICATION).build());
    Inspector inspector = inspector(cacheIn(directory));
    inspected(inspector, "registry.example/base:1", AMD64);
    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isNull();

    candidates.add(ReferenceParser.parse("registry.example/base:1"));
    source.forgetCalls();

    assertThat(inspected(inspector, "a:1", AMD64).facts().base().outdated()).isFalse();
    assertThat(source.calls()).containsExactly("resolve", "resolve");
  }

  @Test
  void a_named_candidate_is_proven_although_the_image_declares_nothing() {
    source.with("registry.example/base:1", image().layer(DEBIAN).build());
    source.with("docker.io/library/a:1", image().layer(DEBIAN).layer(APPLICATION).build());
    candidates.add(ReferenceParser.parse("registry.example/base:1"));
    candidates.add(ReferenceParser.parse("registry.example/absent:1"));

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.base().name()).isEqualTo("registry.example/base:1");
    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.evidence())
        .filteredOn(evidence -> evidence.fact().startsWith("base."))
        .extracting(Evidence::detail)
        .containsExactly(
            "the lowest 1 of 2 layers are those of registry.example/base:1",
            "candidate registry.example/absent:1 could not be read: registry.example/absent:1: no"
                + " such image");
  }

  @Test
  void S_31_a_candidate_that_throws_leaves_the_image_its_facts() {
    source.broken("registry.example/base:1");
    source.with("docker.io/library/a:1", image().layer(DEBIAN).layer(APPLICATION).build());
    candidates.add(ReferenceParser.parse("registry.example/base:1"));

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.evidence())
        .filteredOn(evidence -> evidence.fact().startsWith("base."))
        .extracting(Evidence::detail)
        .singleElement()
        .asString()
        .contains("candidate registry.example/base:1 could not be read: internal error");
  }

  @Test
  void S_31_a_manifest_that_throws_leaves_the_others_of_its_index_judged() {
    BuiltImage one = image("linux/amd64/v2").layer(DEBIAN).build();
    BuiltImage other = image("linux/amd64").layer(NEWER).build();
    source.with("docker.io/library/a:1", BuiltImage.index(one, other));
    FactsCache cache =
        (FactsCache)
            Proxy.newProxyInstance(
                FactsCache.class.getClassLoader(),
                new Class<?>[] {FactsCache.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("image") && one.digest().equals(arguments[0])) {
                    throw new IllegalStateException("a bug");
                  }
                  return method.invoke(new NoCache(), arguments);
                });

    List<Inspection> found = inspector(cache).inspect(reference("a:1"), AMD64, access());

    assertThat(found).hasSize(2);
    assertThat(((Inspected) found.getFirst()).digest()).isEqualTo(other.digest());
    assertThat(found.getLast())
        .isEqualTo(
            new Failed(
                reference("a:1"),
                AMD64,
                UndecidedReason.FactUnknown,
                "docker.io/library/a:1: internal error: IllegalStateException: a bug"));
  }

  @Test
  void an_unsupported_layer_leaves_partial_facts_that_say_so() {
    source.with(
        "docker.io/library/a:1",
        image()
            .layer(DEBIAN)
            .rawLayer(
                "application/vnd.erofs",
                new byte[] {1},
                new Digest("sha256", "a".repeat(64)),
                "ADD x")
            .build());

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.completeness().complete()).isFalse();
    assertThat(facts.completeness().unsupported().getFirst()).contains("application/vnd.erofs");
    assertThat(facts.size().unpacked()).isNull();
    assertThat(facts.distribution().id()).isEqualTo("debian");
  }

  @Test
  void an_image_without_one_readable_layer_is_unsupported() {
    source.with(
        "docker.io/library/a:1",
        image()
            .rawLayer(
                "application/vnd.erofs",
                new byte[] {1},
                new Digest("sha256", "a".repeat(64)),
                "ADD x")
            .build());

    Failed failed = failed(inspector(new NoCache()), "a:1", AMD64);

    assertThat(failed.reason()).isEqualTo(UndecidedReason.UnsupportedImage);
    assertThat(failed.message()).contains("a:1", "application/vnd.erofs");
  }

  @Test
  void an_image_that_adds_metadata_only_is_built_on_its_base() {
    source.with("registry.example/base:1", image().layer(DEBIAN).layer(NEWER).build());
    source.with("docker.io/library/a:1", image().layer(DEBIAN).layer(NEWER).user("7").build());
    candidates.add(ReferenceParser.parse("registry.example/base:1"));

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.base().name()).isEqualTo("registry.example/base:1");
    assertThat(facts.base().evidence()).isEqualTo(BaseEvidence.LayerPrefix);
    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.base().layers()).isEqualTo(2);
    assertThat(facts.base().addedCompressed()).isZero();
    assertThat(facts.base().addedUnpacked()).isZero();
    assertThat(facts.evidence())
        .extracting(Evidence::detail)
        .contains("all of its 2 layers are those of registry.example/base:1: it adds none");
  }

  @Test
  void a_declared_base_of_all_layers_is_proven() {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    source.with(
        "docker.io/library/a:1",
        declaring("docker.io/library/base:1").layer(DEBIAN).user("7").build());

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.base().addedUnpacked()).isZero();
  }

  @Test
  void a_candidate_itself_is_a_base_image() {
    source.with("docker.io/library/base:1", image().layer(DEBIAN).build());
    candidates.add(ReferenceParser.parse("base:1"));

    ImageFacts facts = inspected(inspector(new NoCache()), "base:1", AMD64).facts();

    assertThat(facts.base().name()).isEqualTo("docker.io/library/base:1");
    assertThat(facts.base().verified()).isTrue();
    assertThat(facts.evidence())
        .extracting(Evidence::detail)
        .contains("docker.io/library/base:1 is a base image itself");
  }

  @Test
  void to_name_itself_as_its_base_proves_nothing() {
    for (String name : List.of("docker.io/library/a:1", "docker.io/library/a:2")) {
      BuiltImage image = declaring(name).layer(DEBIAN).build();
      source.with("docker.io/library/a:1", image);
      source.with("docker.io/library/a:2", image);

      ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

      assertThat(facts.base().verified()).isFalse();
      assertThat(facts.base().evidence()).isEqualTo(BaseEvidence.Declared);
    }
  }

  @Test
  void images_with_the_same_layers_are_not_each_others_bases(@TempDir Path directory) {
    source.with("docker.io/library/a:1", image().layer(DEBIAN).build());
    source.with("docker.io/library/b:1", image().layer(DEBIAN).user("7").build());
    var inspector = inspector(cacheIn(directory));

    inspected(inspector, "a:1", AMD64);

    assertThat(inspected(inspector, "b:1", AMD64).facts().base().evidence())
        .isEqualTo(BaseEvidence.None);
  }

  @Test
  void a_layer_of_a_block_device_is_no_empty_layer() {
    for (String annotation : List.of("blob-digest", "version", "turbo.oci/target-digest")) {
      source.with(
          "docker.io/library/a:1",
          image()
              .layer(new TarWriter().file("overlaybd.commit", "ZFile"))
              .layerAnnotation("containerd.io/snapshot/overlaybd/" + annotation, "x")
              .build());
      Failed failed = failed(inspector(new NoCache()), "a:1", AMD64);
      assertThat(failed.reason()).isEqualTo(UndecidedReason.UnsupportedImage);
      assertThat(failed.message()).contains("OverlayBD", annotation);
    }

    source.with(
        "docker.io/library/a:1",
        image()
            .layer(DEBIAN)
            .layer(new TarWriter().file("overlaybd.commit", "ZFile"))
            .layerAnnotation("containerd.io/snapshot/overlaybd/blob-digest", "x")
            .build());
    assertThat(inspected(inspector(new NoCache()), "a:1", AMD64).facts().completeness().complete())
        .isFalse();
  }

  @Test
  void hints_for_other_snapshotters_change_no_layer() {
    source.with(
        "docker.io/library/a:1",
        image()
            .layer(DEBIAN)
            .layerAnnotation("containerd.io/snapshot/stargz/toc.digest", "sha256:00")
            .build());

    ImageFacts facts = inspected(inspector(new NoCache()), "a:1", AMD64).facts();

    assertThat(facts.completeness().complete()).isTrue();
    assertThat(facts.completeness().errors()).isEmpty();
    assertThat(facts.distribution().id()).isEqualTo("debian");
  }

  @Test
  void bytes_count_and_not_the_media_type_and_a_known_layer_says_so_too(@TempDir Path directory)
      throws Exception {
    byte[] tar = DEBIAN.toBytes();
    byte[] zipped = Compression.GZIP.compress(tar);
    Digest diffId = Verification.digest("sha256", tar);
    source.with(
        "docker.io/library/right:1",
        image().rawLayer(Compression.GZIP.mediaType(), zipped, diffId, "ADD x").build());
    source.with(
        "docker.io/library/wrong:1",
        image().rawLayer(Compression.PLAIN.mediaType(), zipped, diffId, "ADD x").build());
    String note = "promises Tar, its bytes are Gzip and were read as that";

    for (List<String> order :
        List.of(List.of("right:1", "wrong:1"), List.of("wrong:1", "right:1"))) {
      var cache = cacheIn(Files.createTempDirectory(directory, "cache"));
      for (String name : order) {
        ImageFacts facts = inspected(inspector(cache), name, AMD64).facts();

        assertThat(facts.distribution().id()).isEqualTo("debian");
        assertThat(facts.completeness().complete()).isTrue();
        if (name.equals("right:1")) {
          assertThat(facts.completeness().errors()).isEmpty();
        } else {
          assertThat(facts.completeness().errors()).singleElement().asString().contains(note);
        }
      }
    }
  }

  /** A cache that has looked long before it answers, each time a millisecond longer. */
  private static FactsCache slow(FactsCache cache) {
    var lookups = new AtomicInteger();
    return (FactsCache)
        Proxy.newProxyInstance(
            FactsCache.class.getClassLoader(),
            new Class<?>[] {FactsCache.class},
            (_, method, arguments) -> {
              Object answer = method.invoke(cache, arguments);
              if (method.getName().equals("layer")) {
                Thread.sleep(lookups.incrementAndGet());
              }
              return answer;
            });
  }

  @Test
  void askers_of_one_layer_at_the_same_time_share_one_read() throws Exception {
    source.with("docker.io/library/a:1", image().layer(DEBIAN).build());
    Inspector inspector = inspector(slow(new MemoryCache(1 << 20)));

    List<Future<Inspection>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(
            threads.submit(() -> inspector.inspect(reference("a:1"), AMD64, access()).getFirst()));
      }
    }

    for (Future<Inspection> answer : answers) {
      assertThat(answer.get()).isInstanceOf(Inspected.class);
    }
    assertThat(Collections.frequency(source.calls(), "stream")).isEqualTo(1);
  }

  @Test
  void too_many_entries_of_all_layers_together_are_a_limit() {
    source.with("docker.io/library/a:1", sixFiles().build());

    Failed failed = failed(inspector(new NoCache(), limits(5, 10)), "a:1", AMD64);

    assertThat(failed.reason()).isEqualTo(UndecidedReason.LimitExceeded);
    assertThat(failed.message())
        .isEqualTo("a:1: its layers have more than 5 entries together, the limit");
    assertThat(inspected(inspector(new NoCache(), limits(6, 10)), "a:1", AMD64)).isNotNull();
  }

  @Test
  void files_that_need_more_than_half_of_the_memory_are_a_limit_read_or_known(
      @TempDir Path directory) {
    source.with("docker.io/library/a:1", sixFiles().build());
    source.with("docker.io/library/b:1", sixFiles().annotation("same", "layers").build());
    FactsCache cache = cacheIn(directory);

    Failed read = failed(inspector(new NoCache(), Limits.DEFAULTS, heapOf(5)), "a:1", AMD64);
    inspected(inspector(cache), "a:1", AMD64);
    Failed known = failed(inspector(cache, Limits.DEFAULTS, heapOf(5)), "b:1", AMD64);

    assertThat(read.reason()).isEqualTo(UndecidedReason.LimitExceeded);
    assertThat(read.message())
        .startsWith("a:1, layer sha256:")
        .endsWith("needs more than 90 bytes, half of this process's memory");
    assertThat(known.reason()).isEqualTo(UndecidedReason.LimitExceeded);
    assertThat(known.message()).startsWith("b:1, layer sha256:").contains("half of this process");
    assertThat(inspected(inspector(new NoCache(), Limits.DEFAULTS, heapOf(6)), "a:1", AMD64))
        .isNotNull();
  }

  /** Half of it is for as many files with names of one letter. */
  private static Room heapOf(int files) {
    return new Room(files * 18L * 2);
  }

  private static ImageBuilder sixFiles() {
    return image()
        .layer(new TarWriter().file("a", "x").file("b", "x").file("c", "x"))
        .layer(new TarWriter().file("d", "x").file("e", "x").file("f", "x"));
  }

  @Test
  void an_image_that_needs_much_memory_waits_for_another_that_does() {
    source.with("docker.io/library/a:1", sixFiles().build());
    Room room = heapOf(6);
    Inspector inspector = inspector(new NoCache(), Limits.DEFAULTS, room);
    Failed meanwhile;
    try (Room.Share other = room.share()) {
      assertThat(other.take(6 * 18)).isTrue();
      meanwhile =
          (Failed)
              inspector.inspect(reference("a:1"), AMD64, access(Duration.ofSeconds(2))).getFirst();
    }

    assertThat(meanwhile.reason()).isEqualTo(UndecidedReason.DeadlineExceeded);
    assertThat(meanwhile.message())
        .isEqualTo("a:1: other images that need much memory were not read in time");
    assertThat(inspected(inspector, "a:1", AMD64)).isNotNull();
  }

  private static Limits limits(int entries, int layers) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        d.compressedLayerBytes(),
        d.unpackedLayerBytes(),
        d.expansionRatio(),
        entries,
        d.pathBytes(),
        d.pathDepth(),
        d.headerBytes(),
        d.contentBytes(),
        d.databaseBytes(),
        d.documentBytes(),
        layers,
        d.indexEntries());
  }

  @Test
  void too_many_layers_are_a_limit_and_not_read() {
    ImageBuilder builder = image();
    for (int i = 0; i < 5; i++) {
      builder.layer(new TarWriter().file("f" + i, "x"));
    }
    source.with("docker.io/library/a:1", builder.build());
    Failed failed = failed(inspector(new NoCache(), limits(100, 4)), "a:1", AMD64);

    assertThat(failed.reason()).isEqualTo(UndecidedReason.LimitExceeded);
    assertThat(failed.message()).isEqualTo("a:1: 5 layers; at most 4 are read");
  }

  private static ImageBuilder declaring(String base) {
    return image().annotation("org.opencontainers.image.base.name", base);
  }

  private Inspector inspector(FactsCache cache) {
    return inspector(cache, Limits.DEFAULTS);
  }

  private Inspector inspector(FactsCache cache, Limits limits) {
    return inspector(cache, limits, new Room(Long.MAX_VALUE));
  }

  private Inspector inspector(FactsCache cache, Limits limits, Room room) {
    return new Inspector(
        new Sources(() -> source, () -> source, () -> source),
        limits,
        room,
        cache,
        Progress.NONE,
        () -> candidates,
        ReferenceParser::parse);
  }

  private static Inspected inspected(Inspector inspector, String reference, Platform platform) {
    Inspection inspection = inspector.inspect(reference(reference), platform, access()).getFirst();
    assertThat(inspection).isInstanceOf(Inspected.class);
    return (Inspected) inspection;
  }

  private static Failed failed(Inspector inspector, String reference, Platform platform) {
    Inspection inspection = inspector.inspect(reference(reference), platform, access()).getFirst();
    assertThat(inspection).isInstanceOf(Failed.class);
    return (Failed) inspection;
  }

  private static ImageReference reference(String text) {
    return ReferenceParser.parse(text);
  }

  private static Access access() {
    return access(Duration.ofMinutes(1));
  }

  private static Access access(Duration time) {
    return new Access(Keychain.ANONYMOUS, Deadline.in(time, Clock.systemUTC()), new Traffic());
  }
}

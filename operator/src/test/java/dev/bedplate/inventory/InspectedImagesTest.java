package dev.bedplate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.api.v1alpha1.InspectedImageSpec;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.WrittenInspections;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InspectedImagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Digest DIGEST = Digest.of("sha256:" + "ab".repeat(32));
  private static final KubernetesSerialization CLUSTER = new KubernetesSerialization();

  @Test
  void everyGoldenFactComesBackAsItWentIn() throws IOException {
    List<Inspected> golden = golden();
    assertThat(golden).hasSizeGreaterThan(50);
    for (Inspected inspected : golden) {
      var image = new KnownImage(inspected.platform(), inspected.facts());
      Digest index = inspected.indexDigest();
      List<Digest> indexes = index == null ? List.of() : List.of(index);
      InspectedImage written =
          InspectedImages.of(inspected.reference(), inspected.digest(), image, indexes, List.of());
      assertThat(read(CLUSTER.asJson(written)))
          .isEqualTo(
              new Whole(
                  new Entry(
                      inspected.reference().original(),
                      inspected.digest(),
                      image,
                      indexes,
                      List.of())));
    }
  }

  @Test
  void hugeFactsAreCutToTheBoundAndSaySo() {
    for (HugeFacts huge : HugeFacts.values()) {
      InspectedImage written = written(huge.image());
      assertThat(bytes(written)).as(huge.name()).isLessThan(InspectedImages.MAX_BYTES);
      assertThat(written.getSpec().truncated()).as(huge.name()).contains(huge.cut());
      switch (read(CLUSTER.asJson(written))) {
        case Whole _ -> throw new AssertionError(huge + " is not whole");
        case Partial partial -> assertThat(partial.truncated()).contains(huge.cut());
        case Newer newer -> throw new AssertionError(newer);
        case Unusable unusable -> assertThat(huge).as(unusable.why()).isEqualTo(HugeFacts.PLATFORM);
      }
    }
  }

  @Test
  void whatOnlyExplainsIsCutFirstAndLeavesTheImageWhole() {
    KnownImage image = HugeFacts.withLongEvidence();
    InspectedImage written = written(image);
    assertThat(bytes(written)).isLessThan(InspectedImages.MAX_BYTES);
    assertThat(written.getSpec().truncated()).contains("evidence", "evidence.detail");
    assertThat(read(CLUSTER.asJson(written)))
        .isInstanceOfSatisfying(
            Whole.class,
            it ->
                assertThat(it.entry().image().facts().packages())
                    .isEqualTo(image.facts().packages()));
  }

  @Test
  void onlyTheLatestIndexesAreKept() {
    List<Digest> indexes =
        IntStream.range(0, 40).mapToObj(i -> Digest.of("sha256:%064x".formatted(i))).toList();
    InspectedImage written =
        InspectedImages.of(reference(), DIGEST, HugeFacts.small(), indexes, List.of());
    assertThat(StoredFixture.read(written)).isEqualTo(whole(indexes.subList(24, 40)));
  }

  @Test
  void anObjectOfAnotherNameAnalysisOrFormIsNotUsed() {
    InspectedImage renamed = written(HugeFacts.small());
    renamed.getMetadata().setName("sha256-" + "cd".repeat(32));
    assertThat(StoredFixture.read(renamed)).isInstanceOf(Unusable.class);

    InspectedImage older = written(HugeFacts.small());
    older.setSpec(withAnalyzer(older.getSpec(), 0));
    assertThat(StoredFixture.read(older)).isEqualTo(new Unusable("found by analysis 0"));

    older.setSpec(withAnalyzer(older.getSpec(), 999));
    assertThat(StoredFixture.read(older)).isEqualTo(new Newer(999));

    String newer = CLUSTER.asJson(written(HugeFacts.small())).replace("\"Musl\"", "\"Newlib\"");
    assertThat(read(newer))
        .isInstanceOfSatisfying(Unusable.class, it -> assertThat(it.why()).contains("libc.kind"));

    assertThat(InspectedImages.read(Map.of())).isEqualTo(new Unusable("no facts"));
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    String newer =
        CLUSTER
            .asJson(written(HugeFacts.small()))
            .replace("\"kind\":\"Musl\"", "\"kind\":\"Musl\",\"later\":{\"a\":[1]}")
            .replace("\"platform\":", "\"other\":1,\"platform\":");
    assertThat(newer).contains("later", "other");
    assertThat(read(newer)).isEqualTo(whole(List.of()));
  }

  @Test
  void whatAnIndexOffersComesBackAndAChoiceThatCannotBeReadWholeIsNone() {
    Digest index = Digest.of("sha256:" + "12".repeat(32));
    Digest other = Digest.of("sha256:" + "34".repeat(32));
    List<Chosen> choices =
        List.of(
            new Chosen(index, new Platform("linux", "amd64", null), List.of(DIGEST)),
            new Chosen(index, new Platform("linux", "arm64", null), List.of(other, DIGEST)));
    String json =
        CLUSTER.asJson(
            InspectedImages.of(reference(), DIGEST, HugeFacts.small(), List.of(index), choices));

    assertThat(read(json))
        .isEqualTo(
            new Whole(
                new Entry(
                    reference().original(), DIGEST, HugeFacts.small(), List.of(index), choices)));
    assertThat(((Whole) read(json.replace(other.toString(), "nonsense"))).entry().choices())
        .containsExactly(choices.getFirst());
  }

  private static Whole whole(List<Digest> indexes) {
    return new Whole(
        new Entry(reference().original(), DIGEST, HugeFacts.small(), indexes, List.of()));
  }

  private static InspectedImageSpec withAnalyzer(InspectedImageSpec it, int analyzer) {
    return new InspectedImageSpec(
        it.reference(),
        it.digest(),
        it.platform(),
        it.indexDigests(),
        it.choices(),
        analyzer,
        it.size(),
        it.facts(),
        it.truncated());
  }

  private static InspectedImage written(KnownImage image) {
    return InspectedImages.of(reference(), DIGEST, image, List.of(), List.of());
  }

  private static ImageReference reference() {
    return new InvalidReference("docker.io/library/app:1", "test");
  }

  private static StoredImage read(String json) {
    Map<?, ?> object = CLUSTER.unmarshal(json, Map.class);
    return object.get("spec") instanceof Map<?, ?> spec
        ? InspectedImages.read(spec)
        : new Unusable("no spec");
  }

  private static int bytes(InspectedImage image) {
    return CLUSTER.asJson(image).getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Inspected> golden() throws IOException {
    List<Inspected> all = new ArrayList<>();
    var written =
        new WrittenInspections(
            text -> new InvalidReference(text, "test"), Platform.ofThisMachine());
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      for (Path file : files.filter(f -> f.endsWith("facts.json")).sorted().toList()) {
        for (Inspection read : written.all(file)) {
          if (read instanceof Inspected inspected) {
            all.add(inspected);
          }
        }
      }
    }
    return all;
  }
}

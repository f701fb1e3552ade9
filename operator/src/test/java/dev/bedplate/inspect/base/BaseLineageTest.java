package dev.bedplate.inspect.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageSize;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaseLineageTest {
  private static final List<ImageSize.Layer> IMAGE = layers(1, 2, 3, 4);

  @Test
  void the_longest_proper_prefix_wins() {
    BaseImage base =
        BaseLineage.decide(
                IMAGE,
                null,
                null,
                List.of(candidate("short", 1), candidate("long", 1, 2, 3), candidate("mid", 1, 2)))
            .base();

    assertThat(base.name()).isEqualTo("long");
    assertThat(base.evidence()).isEqualTo(BaseEvidence.LayerPrefix);
    assertThat(base.verified()).isTrue();
    assertThat(base.layers()).isEqualTo(3);
    assertThat(base.addedCompressed()).isEqualTo(40);
    assertThat(base.addedUnpacked()).isEqualTo(400);
  }

  @Test
  void shared_middles_and_longer_images_prove_nothing() {
    BaseImage base =
        BaseLineage.decide(
                IMAGE,
                null,
                null,
                List.of(
                    candidate("middle", 2, 3),
                    candidate("longer", 1, 2, 3, 4, 5),
                    candidate("empty")))
            .base();

    assertThat(base.evidence()).isEqualTo(BaseEvidence.None);
    assertThat(base.name()).isNull();
  }

  @Test
  void all_of_the_layers_prove_a_base_too_that_nothing_is_added_to() {
    BaseImage base =
        BaseLineage.decide(
                IMAGE, null, null, List.of(candidate("part", 1, 2), candidate("all", 1, 2, 3, 4)))
            .base();

    assertThat(base.name()).isEqualTo("all");
    assertThat(base.verified()).isTrue();
    assertThat(base.layers()).isEqualTo(4);
    assertThat(base.addedCompressed()).isZero();
    assertThat(base.addedUnpacked()).isZero();
  }

  @Test
  void a_declaration_that_the_layers_contradict_stays_a_claim_and_says_so() {
    var claim = new BaseDeclaration("alpine", null, BaseEvidence.Declared, 0, "label x");

    BaseLineage.Finding finding =
        BaseLineage.decide(IMAGE, claim, candidate("docker.io/library/alpine:3", 9), List.of());

    assertThat(finding.base().verified()).isFalse();
    assertThat(finding.base().evidence()).isEqualTo(BaseEvidence.Declared);
    assertThat(finding.base().addedCompressed()).isNull();
    assertThat(finding.evidence().getFirst().detail())
        .isEqualTo(
            "label x names docker.io/library/alpine:3, which the layers contradict: they do not"
                + " begin with its layers");
  }

  @Test
  void a_declaration_that_the_layers_prove_is_verified_even_beside_a_longer_named_tie() {
    var claim = new BaseDeclaration("b", null, BaseEvidence.Declared, 0, "label x");

    BaseImage base =
        BaseLineage.decide(IMAGE, claim, candidate("b", 1, 2), List.of(candidate("a", 1, 2)))
            .base();

    assertThat(base.name()).isEqualTo("b");
    assertThat(base.verified()).isTrue();
  }

  @Test
  void the_buildpack_label_gives_added_sizes_but_no_proof() {
    var claim = new BaseDeclaration("run", null, BaseEvidence.Buildpack, 2, "label y");

    BaseImage base = BaseLineage.decide(IMAGE, claim, null, List.of()).base();

    assertThat(base.evidence()).isEqualTo(BaseEvidence.Buildpack);
    assertThat(base.verified()).isFalse();
    assertThat(base.addedCompressed()).isEqualTo(70);
  }

  @Test
  void an_unread_layer_leaves_the_added_unpacked_size_unknown() {
    List<ImageSize.Layer> image =
        List.of(layer(1), new ImageSize.Layer(digest(9), digest(2), 20, null, null, false));

    BaseImage base = BaseLineage.decide(image, null, null, List.of(candidate("a", 1))).base();

    assertThat(base.addedCompressed()).isEqualTo(20);
    assertThat(base.addedUnpacked()).isNull();
  }

  @Test
  void chain_ids_follow_the_oci_specification() {
    // sha256("sha256:11… sha256:22…"), computed with sha256sum.
    assertThat(ChainId.ofEveryPrefix(List.of(digest(1), digest(2))))
        .containsExactly(
            digest(1),
            Digest.of("sha256:9932074217c35353d2e03a3f5a86549f7c67bfeb0ba53e23d69f4d4c8f7958f5"));
  }

  private static BaseCandidate candidate(String name, int... layers) {
    return new BaseCandidate(
        name, null, IntStream.of(layers).mapToObj(BaseLineageTest::digest).toList());
  }

  private static List<ImageSize.Layer> layers(int... numbers) {
    return IntStream.of(numbers).mapToObj(BaseLineageTest::layer).toList();
  }

  private static ImageSize.Layer layer(int number) {
    return new ImageSize.Layer(
        digest(number + 4), digest(number), number * 10L, number * 100L, null, false);
  }

  private static Digest digest(int number) {
    return new Digest("sha256", Integer.toHexString(number).repeat(64).substring(0, 64));
  }
}

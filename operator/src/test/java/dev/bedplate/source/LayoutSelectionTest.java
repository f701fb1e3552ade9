package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.ImageFiles;
import dev.bedplate.source.fixture.Json;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.layout.LayoutSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which image of a layout is meant where other things are stored beside it. */
class LayoutSelectionTest {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final BuiltImage ONE =
      ImageBuilder.image().layer(new TarWriter().file("etc/a", "a")).build();
  private static final BuiltImage TWO =
      ImageBuilder.image("linux/arm64").layer(new TarWriter().file("etc/b", "b")).build();

  private final Access access =
      new Access(
          Keychain.ANONYMOUS, Deadline.in(Duration.ofMinutes(5), Clock.systemUTC()), new Traffic());
  private final LayoutSource layouts = new LayoutSource(1 << 16);
  private final List<Map<String, Object>> entries = new ArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    ImageFiles.layout(folder, Map.of("one", ONE, "two", TWO));
  }

  private static Map<String, Object> entry(BuiltImage image) {
    return entry(image.top().mediaType(), image.digest(), image.document().length);
  }

  private static Map<String, Object> entry(String mediaType, Digest digest, long size) {
    return Json.map("mediaType", mediaType, "digest", digest.toString(), "size", size);
  }

  private LayoutSelectionTest add(Map<String, Object> entry) {
    entries.add(entry);
    return this;
  }

  /** Writes a document and gives its entry. */
  private Map<String, Object> document(String mediaType, Object content) throws IOException {
    byte[] bytes = content instanceof String text ? Json.text(text) : Json.bytes(content);
    Digest digest = Verification.digest("sha256", bytes);
    Files.write(folder.resolve("blobs/sha256").resolve(digest.hex()), bytes);
    return entry(mediaType, digest, bytes.length);
  }

  private static Map<String, Object> with(Map<String, Object> entry, String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(entry);
    more.put(key, value);
    return more;
  }

  private static Map<String, Object> named(Map<String, Object> entry, String name) {
    return with(entry, "annotations", Map.of("org.opencontainers.image.ref.name", name));
  }

  private static Map<String, Object> manifest(String configType, String layerType) {
    var blob = entry("", Verification.digest("sha256", new byte[0]), 0);
    return Json.map(
        "schemaVersion",
        2,
        "mediaType",
        MANIFEST,
        "config",
        with(blob, "mediaType", configType),
        "layers",
        List.of(with(blob, "mediaType", layerType)));
  }

  private Digest resolve(String suffix) throws IOException {
    Files.write(
        folder.resolve("index.json"),
        Json.bytes(Json.map("schemaVersion", 2, "manifests", entries)));
    return layouts.resolve(ReferenceParser.parse("oci:" + folder + suffix), access);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.dev.cosign.simplesigning.v1+json",
        "application/vnd.dsse.envelope.v1+json",
        "application/vnd.in-toto+json",
        "application/spdx+json",
        "text/spdx",
        "application/vnd.cyclonedx+json",
        "application/vnd.syft+json"
      })
  void signaturesAttestationsAndSbomsAreNotTheImage(String layerType) throws IOException {
    add(document(MANIFEST, manifest(CONFIG, layerType))).add(entry(ONE));

    assertThat(resolve("")).isEqualTo(ONE.digest());
  }

  @Test
  void theirNamesMakeNoDifference() throws IOException {
    String signed = "sha256-" + ONE.digest().hex();
    add(named(entry(ONE), "1.0"))
        .add(
            named(
                document(
                    MANIFEST, manifest(CONFIG, "application/vnd.dev.cosign.simplesigning.v1+json")),
                signed + ".sig"))
        .add(
            named(
                document(
                    INDEX,
                    Json.map(
                        "schemaVersion",
                        2,
                        "manifests",
                        List.of(with(entry(TWO), "artifactType", "application/x.y")))),
                signed));

    assertThat(resolve("")).isEqualTo(ONE.digest());
    assertThat(resolve(":1.0")).isEqualTo(ONE.digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.empty.v1+json",
        "application/vnd.cncf.helm.config.v1+json",
        "application/vnd.wasm.config.v0+json"
      })
  void artifactsAreNotTheImage(String configType) throws IOException {
    add(entry(ONE)).add(document(MANIFEST, manifest(configType, "application/octet-stream")));

    assertThat(resolve("")).isEqualTo(ONE.digest());
  }

  @Test
  void whatHasASubjectIsAboutTheImage() throws IOException {
    Map<String, Object> about =
        with(manifest(CONFIG, "application/vnd.oci.image.layer.v1.tar"), "subject", entry(ONE));
    add(document(MANIFEST, about)).add(entry(ONE));

    assertThat(resolve("")).isEqualTo(ONE.digest());
  }

  @Test
  void whatTheIndexSaysIsBelievedWithoutALook() throws IOException {
    Digest absent = Verification.digest("sha256", new byte[] {1});
    Map<String, Object> other = entry(MANIFEST, absent, 1);
    add(entry(ONE))
        .add(with(other, "artifactType", "application/vnd.cncf.notary.signature"))
        .add(with(other, "annotations", Map.of("kind", "dev.cosignproject.cosign/sigs")))
        .add(with(other, "annotations", Map.of("kind", "dev.cosignproject.cosign/atts")))
        .add(
            with(other, "annotations", Map.of("vnd.docker.reference.type", "attestation-manifest")))
        .add(with(other, "platform", Map.of("os", "unknown", "architecture", "unknown")));

    assertThat(resolve("")).isEqualTo(ONE.digest());

    add(with(entry(TWO), "annotations", Map.of("kind", "dev.cosignproject.cosign/image")));
    assertThatThrownBy(() -> resolve("")).hasMessageContaining("holds 2 images");
  }

  @Test
  void imagesForSeveralPlatformsAndTheirAttestationAreOne() throws IOException {
    add(with(entry(ONE), "platform", Map.of("os", "linux", "architecture", "amd64")))
        .add(with(entry(TWO), "platform", Map.of("os", "linux", "architecture", "arm64")))
        .add(
            with(
                entry(MANIFEST, Verification.digest("sha256", new byte[] {1}), 1),
                "platform",
                Map.of("os", "unknown", "architecture", "unknown")));

    assertThat(resolve(""))
        .isEqualTo(Verification.digest("sha256", Files.readAllBytes(folder.resolve("index.json"))));
  }

  @Test
  void ofSeveralImagesADigestChooses() throws IOException {
    add(entry(ONE)).add(entry(TWO));

    assertThatThrownBy(() -> resolve(""))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("holds 2 images")
        .hasMessageContaining("@DIGEST")
        .hasMessageContaining(ONE.digest().toString());
    assertThat(resolve("@" + TWO.digest())).isEqualTo(TWO.digest());
    assertThat(resolve(":whatever@" + ONE.digest())).isEqualTo(ONE.digest());
    Digest absent = Verification.digest("sha256", new byte[] {1});
    assertThatThrownBy(() -> resolve("@" + absent))
        .hasMessageContaining("has no image " + absent)
        .hasMessageContaining(TWO.digest().toString());
  }

  @Test
  void whatCannotBeReadOrIsMissingMayBeTheImage() throws IOException {
    Digest absent = Verification.digest("sha256", new byte[] {1});
    add(entry(ONE)).add(entry(MANIFEST, absent, 1));
    assertThatThrownBy(() -> resolve("")).hasMessageContaining("holds 2 images");

    entries.removeLast();
    add(document(MANIFEST, "['no', 'document']"));
    assertThatThrownBy(() -> resolve("")).hasMessageContaining("holds 2 images");
  }
}

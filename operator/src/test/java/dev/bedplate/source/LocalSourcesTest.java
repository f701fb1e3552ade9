package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.archive.ArchiveSource;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.Compression;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.ImageFiles;
import dev.bedplate.source.fixture.Json;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.layout.LayoutSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourcesTest {
  private static final BuiltImage ONE =
      ImageBuilder.image().layer(new TarWriter().file("etc/a", "a"), Compression.PLAIN).build();
  private static final BuiltImage TWO =
      ImageBuilder.image("linux/arm64").layer(new TarWriter().file("etc/b", "b")).build();
  private final Access access =
      new Access(
          Keychain.ANONYMOUS, Deadline.in(Duration.ofMinutes(5), Clock.systemUTC()), new Traffic());
  private final LayoutSource layouts = new LayoutSource(1 << 16);
  private final ArchiveSource archives = new ArchiveSource(1 << 16);
  @TempDir Path folder;

  @Test
  void aLayoutGivesImagesByTagAndTheOnlyImageWithoutOne() throws Exception {
    BuiltImage index = BuiltImage.index(ONE, TWO);
    ImageFiles.layout(folder, Map.of("both", index, "example.com/x:1", ONE));
    ImageReference both = ReferenceParser.parse("oci:" + folder + ":both");
    assertThat(layouts.resolve(both, access)).isEqualTo(index.digest());
    readsWhole(layouts, ReferenceParser.parse("oci:" + folder + ":1"), ONE);
    assertThat(layouts.document(both, index.digest(), access).index().manifests()).hasSize(2);
    fails(
        () -> layouts.resolve(ReferenceParser.parse("oci:" + folder), access),
        UndecidedReason.ImageNotFound,
        "both");
    fails(
        () -> layouts.resolve(ReferenceParser.parse("oci:" + folder + ":no"), access),
        UndecidedReason.ImageNotFound,
        "example.com/x:1");
  }

  @Test
  void brokenLayoutsAreNamed() throws Exception {
    ImageReference reference = ReferenceParser.parse("oci:" + folder);
    fails(() -> layouts.resolve(reference, access), UndecidedReason.InvalidImage, "oci-layout");
    fails(
        () -> layouts.resolve(ReferenceParser.parse("oci:" + folder + "/no"), access),
        UndecidedReason.ImageNotFound,
        "no directory");
    ImageFiles.layout(folder, Map.of("one", ONE));
    Path blobs = folder.resolve("blobs/sha256");
    Files.write(blobs.resolve(ONE.digest().hex()), Json.text("{}"));
    fails(
        () -> layouts.document(reference, ONE.digest(), access),
        UndecidedReason.InvalidImage,
        "instead of " + ONE.digest());
    Descriptor layer = ONE.layers().getFirst();
    Files.write(blobs.resolve(layer.digest().hex()), new byte[3]);
    fails(() -> layouts.stream(reference, layer, access), UndecidedReason.InvalidImage, "3 bytes");
    Files.delete(blobs.resolve(layer.digest().hex()));
    fails(() -> layouts.stream(reference, layer, access), UndecidedReason.ImageNotFound, "lacks");
  }

  @Test
  void anOciArchiveIsReadPlainAndCompressed() throws Exception {
    byte[] tar = ImageFiles.ociArchive(Map.of("docker.io/library/one:1", ONE));
    for (Compression form : new Compression[] {Compression.PLAIN, Compression.MULTI_MEMBER_GZIP}) {
      Path file = Files.write(folder.resolve(form + ".tar"), form.compress(tar));
      readsWhole(archives, ReferenceParser.parse("docker-archive:" + file + ":one:1"), ONE);
      readsWhole(archives, ReferenceParser.parse("docker-archive:" + file), ONE);
    }
  }

  @Test
  void anOldArchiveGetsAManifestThatIsAlwaysTheSame() throws Exception {
    byte[] tar = ImageFiles.oldArchive(Map.of("one:1", ONE, "two:2", TWO));
    Path file = Files.write(folder.resolve("old.tar"), tar);
    Path zipped = Files.write(folder.resolve("old.tar.gz"), Compression.GZIP.compress(tar));
    ImageReference reference =
        ReferenceParser.parse("docker-archive:" + file + ":docker.io/library/two:2");
    // The made up manifest has the form of the fixture's, so even its digest agrees.
    readsWhole(archives, reference, TWO);
    readsWhole(archives, ReferenceParser.parse("docker-archive:" + zipped + ":one:1"), ONE);
    fails(
        () -> archives.resolve(ReferenceParser.parse("docker-archive:" + file), access),
        UndecidedReason.ImageNotFound,
        "two:2");
    fails(
        () -> archives.resolve(ReferenceParser.parse("docker-archive:" + file + ":x"), access),
        UndecidedReason.ImageNotFound,
        "named x");
  }

  @Test
  void layersMayBeLinksAndNamesMayBeLong() throws Exception {
    Descriptor layer = ONE.layers().getFirst();
    String name = "n".repeat(150) + "/layer.tar";
    byte[] config = ONE.blob(java.util.Objects.requireNonNull(ONE.config()).digest());
    byte[] tar =
        new TarWriter()
            .paxFile(name, ONE.blob(layer.digest()))
            .symlink("link/layer.tar", "../hard")
            .pax("linkpath", name)
            .hardlink("hard", "cut")
            .gnuLongName("c".repeat(120) + ".json", config)
            .file(
                "manifest.json",
                0644,
                Json.text(
                    "[{'Config':'"
                        + "c".repeat(120)
                        + ".json','RepoTags':null,'Layers':['link/layer.tar']}]"))
            .toBytes();
    Path file = Files.write(folder.resolve("links.tar"), tar);
    readsWhole(archives, ReferenceParser.parse("docker-archive:" + file), ONE);
  }

  @Test
  void brokenArchivesAreNamed() throws Exception {
    byte[] tar = ImageFiles.oldArchive(Map.of("one:1", ONE));
    broken("cut.tar", Arrays.copyOf(tar, 1500), "truncated");
    broken("cut.tar.gz", Arrays.copyOf(Compression.GZIP.compress(tar), 400), "truncated");
    broken(
        "text.tar",
        "no tar at all ".repeat(99).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "not a tar");
    broken("empty.tar", new byte[0], "no files");
    broken("other.tar", new TarWriter().file("a", "b").toBytes(), "not a Docker archive");
    broken("huge.tar", TarWriter.header("x", '0', 0644, "", 1L << 32), "truncated");
    fails(
        () -> archives.resolve(ReferenceParser.parse("docker-archive:" + folder + "/no"), access),
        UndecidedReason.ImageNotFound,
        "no file");
  }

  private void broken(String name, byte[] bytes, String part) throws Exception {
    Path file = Files.write(folder.resolve(name), bytes);
    fails(
        () -> archives.resolve(ReferenceParser.parse("docker-archive:" + file), access),
        UndecidedReason.InvalidImage,
        part);
  }

  private void readsWhole(ImageSource source, ImageReference reference, BuiltImage image)
      throws Exception {
    Digest digest = source.resolve(reference, access);
    assertThat(digest).isEqualTo(image.digest());
    ImageManifest manifest = source.document(reference, digest, access).manifest();
    byte[] config = source.blob(reference, manifest.config(), access);
    assertThat(Documents.config(config).diffIds()).hasSameSizeAs(manifest.layers());
    for (Descriptor layer : manifest.layers()) {
      try (InputStream in = source.stream(reference, layer, access)) {
        assertThat(in.readAllBytes()).isEqualTo(image.blob(layer.digest()));
      }
    }
  }

  private static void fails(ThrowingCallable call, UndecidedReason reason, String part) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(part);
  }
}

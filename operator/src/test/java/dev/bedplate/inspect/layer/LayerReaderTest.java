package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.GZIP;
import static dev.bedplate.inspect.layer.LayerFixture.TAR;
import static dev.bedplate.inspect.layer.LayerFixture.ZSTD;
import static dev.bedplate.inspect.layer.LayerFixture.descriptor;
import static dev.bedplate.inspect.layer.LayerFixture.digest;
import static dev.bedplate.inspect.layer.LayerFixture.entries;
import static dev.bedplate.inspect.layer.LayerFixture.gzip;
import static dev.bedplate.inspect.layer.LayerFixture.join;
import static dev.bedplate.inspect.layer.LayerFixture.read;
import static dev.bedplate.inspect.layer.LayerFixture.readTar;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.bedplate.inspect.layer.LayerFixture.Dribble;
import dev.bedplate.source.Descriptor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReaderTest {
  private static final byte[] SMALL =
      new TarBytes().directory("etc/").file("etc/os-release", "ID=alpine\n").end();

  @Test
  void readsAPlainTar() throws Exception {
    LayerFacts facts = read(TAR, SMALL, Limits.DEFAULTS);

    assertThat(entries(facts)).containsExactly("Directory etc", "File etc/os-release 10");
    assertThat(facts.diffId()).isEqualTo(digest("sha256", SMALL));
    assertThat(facts.tarBytes()).isEqualTo(SMALL.length);
    assertThat(facts.unpacked()).isEqualTo(10);
    assertThat(facts.files().contents().get(LayerFixture.positions(facts).get(1)))
        .isEqualTo("ID=alpine\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsSeveralGzipMembersWithPaddingAfterThem() throws Exception {
    byte[] stored =
        join(
            gzip(Arrays.copyOf(SMALL, 700)),
            gzip(new byte[0]),
            gzip(Arrays.copyOfRange(SMALL, 700, SMALL.length)),
            new byte[1000]);

    assertThat(read(GZIP, stored, Limits.DEFAULTS).diffId()).isEqualTo(digest("sha256", SMALL));
  }

  @Test
  void readsGzipHeadersWithEveryOptionalField() throws Exception {
    assertThat(read(GZIP, decoratedGzip(SMALL), Limits.DEFAULTS).diffId())
        .isEqualTo(digest("sha256", SMALL));
  }

  @Test
  void readsSeveralZstdFramesAndPassesOverSkippableOnes() throws Exception {
    byte[] skippable = {0x51, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5};
    byte[] stored =
        join(
            skippable,
            Zstd.compress(Arrays.copyOf(SMALL, 600)),
            skippable,
            Zstd.compress(Arrays.copyOfRange(SMALL, 600, SMALL.length), 19),
            skippable);

    assertThat(read(ZSTD, stored, Limits.DEFAULTS).diffId()).isEqualTo(digest("sha256", SMALL));
  }

  @Test
  void provesSha512Digests() throws Exception {
    var descriptor = LayerFixture.descriptor(TAR, digest("sha512", SMALL), SMALL.length);

    LayerFacts facts = read(new Dribble(SMALL, new Random(1), 100), descriptor, Limits.DEFAULTS);

    assertThat(facts.digest()).isEqualTo(digest("sha512", SMALL));
  }

  @Test
  void readsAnEmptyTar() throws Exception {
    assertThat(entries(readTar(new byte[1024]))).isEmpty();
    assertThat(entries(readTar(new byte[0]))).isEmpty();
  }

  @Test
  void keepsTheInterpreterOfScripts() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .file("entry.sh", "#!/bin/sh -e\necho\n")
                .file("long", "#!" + "x".repeat(600))
                .file("text", "no script")
                .end());

    List<Integer> positions = LayerFixture.positions(facts);
    assertThat(facts.scripts())
        .containsOnly(Map.entry(positions.get(0), "/bin/sh -e"), Map.entry(positions.get(1), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {TAR, GZIP, ZSTD})
  void factsDoNotDependOnHowTheBytesArrive(String mediaType) throws Exception {
    byte[] tar = large(new Random(7));
    byte[] stored =
        mediaType.equals(TAR) ? tar : mediaType.equals(GZIP) ? gzip(tar) : Zstd.compress(tar);
    assertThat(stored.length).isGreaterThan(1024 * 1024);
    Descriptor descriptor = LayerFixture.descriptor(mediaType, stored);
    LayerFacts whole = read(mediaType, stored, Limits.DEFAULTS);

    for (int seed = 0; seed < 5; seed++) {
      var random = new Random(seed);
      LayerFacts split =
          read(new Dribble(stored, random, seed == 0 ? 7 : 50_000), descriptor, Limits.DEFAULTS);

      assertThat(entries(split)).isEqualTo(entries(whole));
      assertThat(split.elves()).isEqualTo(whole.elves());
      assertThat(split.scripts()).isEqualTo(whole.scripts());
      assertThat(split.diffId()).isEqualTo(digest("sha256", tar)).isEqualTo(whole.diffId());
    }
    assertThat(whole.elves()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
        "application/vnd.docker.image.rootfs.diff.tar"
      })
  void supportsLayersOfOciAndDocker(String mediaType) {
    assertThat(LayerReader.obstacle(descriptor(mediaType, new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        "application/vnd.erofs",
        "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        ""
      })
  void supportsNothingElse(String mediaType) {
    assertThat(LayerReader.obstacle(descriptor(mediaType, new byte[0]))).contains(mediaType);
  }

  @Test
  void aLayerIsReadAsWhatItsBytesAre() throws Exception {
    byte[] tar = new TarBytes().file("a", "content").end();
    Map<LayerFormat, byte[]> stored =
        Map.of(
            LayerFormat.Tar, tar,
            LayerFormat.Gzip, gzip(tar),
            LayerFormat.Zstd, com.github.luben.zstd.Zstd.compress(tar));
    for (var form : stored.entrySet()) {
      for (String mediaType : List.of(TAR, GZIP, ZSTD)) {
        LayerFacts facts = read(mediaType, form.getValue(), Limits.DEFAULTS);
        assertThat(facts.format()).isEqualTo(form.getKey());
        assertThat(facts.diffId()).isEqualTo(digest("sha256", tar));
        assertThat(facts.contradiction(mediaType).isEmpty())
            .isEqualTo(LayerFormat.of(mediaType) == form.getKey());
      }
    }
  }

  private static byte[] large(Random random) {
    var tar = new TarBytes();
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[random.nextInt(120_000)];
      random.nextBytes(noise);
      tar.file("data/" + i, noise);
      tar.file("bin/program" + i, join(dev.bedplate.inspect.elf.TinyElf.program(), noise));
      tar.file("script" + i, "#!/bin/sh " + i + "\n");
    }
    return tar.end();
  }

  private static byte[] decoratedGzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
    out.writeBytes("layer.tar\0a comment\0".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[] {0, 0});
    var deflater = new Deflater(6, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[content.length + 100];
    out.write(buffer, 0, deflater.deflate(buffer));
    deflater.end();
    var crc = new CRC32();
    crc.update(content);
    for (long value : new long[] {crc.getValue(), content.length}) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (value >>> shift));
      }
    }
    return out.toByteArray();
  }
}

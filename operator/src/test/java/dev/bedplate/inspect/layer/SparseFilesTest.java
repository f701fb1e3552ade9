package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.entries;
import static dev.bedplate.inspect.layer.LayerFixture.readTar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.source.ImageUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with holes, written as GNU tar writes them (its manual, "Storing Sparse Files"). */
class SparseFilesTest {
  private static final int HOLE = 100_000;

  /** The forms of GNU tar. */
  enum Form {
    GNU,
    PAX_0_0,
    PAX_0_1,
    PAX_1_0
  }

  /** A program whose parts lie around holes: before, within and after. */
  private static final class Sparse {
    private final byte[] whole;
    private final List<int[]> parts = new ArrayList<>();

    Sparse(byte[] elf) {
      int end = elf.length;
      whole = new byte[2 * HOLE + end + 20];
      System.arraycopy(elf, 0, whole, 0, end);
      byte[] banner = "BusyBox v1.36.1 (x)".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(banner, 0, whole, HOLE + end, banner.length);
      for (int at = 0; at < end; at += 300) {
        parts.add(new int[] {at, Math.min(300, end - at)});
      }
      parts.add(new int[] {HOLE + end, banner.length});
      parts.add(new int[] {whole.length, 0});
    }

    byte[] stored() {
      byte[][] pieces = new byte[parts.size()][];
      for (int i = 0; i < pieces.length; i++) {
        int[] part = parts.get(i);
        pieces[i] = Arrays.copyOfRange(whole, part[0], part[0] + part[1]);
      }
      return LayerFixture.join(pieces);
    }

    TarBytes write(TarBytes tar, Form form) {
      String size = String.valueOf(whole.length);
      String count = String.valueOf(parts.size());
      return switch (form) {
        case GNU -> gnu(tar);
        case PAX_0_0 -> {
          var records = new ArrayList<>(List.of("GNU.sparse.size", size));
          records.addAll(List.of("GNU.sparse.numblocks", count));
          for (int[] part : parts) {
            records.addAll(List.of("GNU.sparse.offset", String.valueOf(part[0])));
            records.addAll(List.of("GNU.sparse.numbytes", String.valueOf(part[1])));
          }
          yield tar.pax(records.toArray(String[]::new)).file("bin/box", stored());
        }
        case PAX_0_1 ->
            tar.pax(
                    "GNU.sparse.size",
                    size,
                    "GNU.sparse.numblocks",
                    count,
                    "GNU.sparse.name",
                    "bin/box",
                    "GNU.sparse.map",
                    map(","))
                .file("GNUSparseFile.1/box", stored());
        case PAX_1_0 -> {
          byte[] map = (count + "\n" + map("\n") + "\n").getBytes(StandardCharsets.US_ASCII);
          byte[] blocks = Arrays.copyOf(map, (map.length + 511) / 512 * 512);
          yield tar.pax(
                  "GNU.sparse.major",
                  "1",
                  "GNU.sparse.minor",
                  "0",
                  "GNU.sparse.name",
                  "bin/box",
                  "GNU.sparse.realsize",
                  size)
              .file("GNUSparseFile.1/box", LayerFixture.join(blocks, stored()));
        }
      };
    }

    private String map(String separator) {
      return String.join(
          separator, parts.stream().map(part -> part[0] + separator + part[1]).toList());
    }

    private TarBytes gnu(TarBytes tar) {
      byte[] stored = stored();
      byte[] header = TarBytes.header('S', "bin/box", "", stored.length);
      TarBytes.text(header, 257, "ustar  \0");
      TarBytes.text(header, 483, "%011o".formatted(whole.length));
      parts(header, 386, 0, 4);
      header[482] = (byte) (parts.size() > 4 ? 1 : 0);
      tar.raw(TarBytes.checked(header));
      for (int from = 4; from < parts.size(); from += 21) {
        byte[] block = new byte[512];
        parts(block, 0, from, 21);
        block[504] = (byte) (parts.size() > from + 21 ? 1 : 0);
        tar.raw(block);
      }
      return tar.content(stored);
    }

    private void parts(byte[] block, int at, int from, int most) {
      for (int i = 0; i < most && from + i < parts.size(); i++) {
        TarBytes.text(block, at + 24 * i, "%011o".formatted(parts.get(from + i)[0]));
        TarBytes.text(block, at + 24 * i + 12, "%011o".formatted(parts.get(from + i)[1]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aFileWithHolesIsTheFileThatProgramsRead(Form form) throws Exception {
    byte[] elf = TinyElf.movedHeaders(TinyElf.program(), 8000, true);
    var sparse = new Sparse(elf);
    var tar = sparse.write(new TarBytes(), form).file("after", "#!/bin/sh\n").end();

    LayerFacts facts = readTar(tar);

    assertThat(entries(facts))
        .containsExactly("File bin/box " + sparse.whole.length, "File after 10");
    LayerFacts plain = readTar(new TarBytes().file("bin/box", sparse.whole).end());
    List<Integer> positions = LayerFixture.positions(facts);
    assertThat(facts.elves()).isEqualTo(plain.elves()).containsOnlyKeys(positions.get(0));
    assertThat(facts.elves().values()).extracting(ElfFile::marker).doesNotContainNull();
    assertThat(facts.scripts()).containsKey(positions.get(1));
    assertThat(facts.unpacked()).isEqualTo(sparse.whole.length + 10L);
  }

  @Test
  void aFileThatIsAllHoleIsReadAndSoIsWhatFollows() throws Exception {
    var tar =
        new TarBytes()
            .pax("GNU.sparse.major", "0", "GNU.sparse.minor", "1", "GNU.sparse.size", "5000000000")
            .file("hole", "")
            .file("after", "1");

    assertThat(entries(readTar(tar.end()))).containsExactly("File hole 5000000000", "File after 1");
  }

  @Test
  void anUnknownVersionIsAPlainFileAsForTheRuntimes() throws Exception {
    var tar =
        new TarBytes()
            .pax("GNU.sparse.major", "2", "GNU.sparse.name", "other", "GNU.sparse.size", "9")
            .file("plain", "1");

    assertThat(entries(readTar(tar.end()))).containsExactly("File plain 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1,0,1",
        "5,1",
        "0,2",
        "0,x",
        "0",
        "2,1,0,0",
        "0,1,",
        "-1,1",
        "0,99999999999999999999"
      })
  void aMapThatTheRuntimesRefuseIsInvalid(String map) {
    var tar = new TarBytes().pax("GNU.sparse.size", "5", "GNU.sparse.map", map).file("sparse", "1");

    assertThatThrownBy(() -> readTar(tar.end()))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecidedReason.InvalidImage))
        .hasMessageContaining("sparse");
  }

  @Test
  void aMapBeforeTheContentThatIsCutOrEndlessIsInvalid() {
    for (String map : List.of("2\n0\n1\n", "x\n", "1\n0\n1", "99999999999\n", "")) {
      var tar =
          new TarBytes()
              .pax("GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "1")
              .file("sparse", Arrays.copyOf(map.getBytes(StandardCharsets.US_ASCII), 512));
      assertThatThrownBy(() -> readTar(tar.end())).isInstanceOf(ImageUnavailableException.class);
    }
  }

  @Test
  void holesCountAsWhatTheyUnpackTo() {
    String size = String.valueOf(Limits.DEFAULTS.unpackedLayerBytes() + 1);
    var tar =
        new TarBytes()
            .pax("GNU.sparse.major", "0", "GNU.sparse.minor", "0", "GNU.sparse.size", size)
            .file("hole", "");

    assertThatThrownBy(() -> readTar(tar.end()))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecidedReason.LimitExceeded));
  }
}

package dev.bedplate.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RpmDatabaseTest {
  private static final int MAX = 1 << 20;
  private static final byte[][] HEADERS = {
    RpmHeaders.header("glibc", "2.34", "100.el9", 10),
    RpmHeaders.header("gpg-pubkey", "fd431d51"),
    RpmHeaders.header("kernel", "5.14", "1", 5000),
    RpmHeaders.header("kernel", "5.14", "2", 505),
    RpmHeaders.header("bash", "5.1", "9.el9", 380)
  };
  private static final PackageDatabase.Entry[] PACKAGES = {
    new PackageDatabase.Entry("glibc", "2.34-100.el9"),
    new PackageDatabase.Entry("kernel", "5.14-1"),
    new PackageDatabase.Entry("kernel", "5.14-2"),
    new PackageDatabase.Entry("bash", "5.1-9.el9")
  };

  private static PackageDatabase read(String name, byte[] content, int max) throws IOException {
    return PackageDatabases.read("var/lib/rpm/" + name, new ByteArrayInputStream(content), max);
  }

  @Test
  void theSqliteTableIsReadWithOverflowPagesAndWithoutPublicKeys() throws IOException {
    var database = read("rpmdb.sqlite", SqliteFile.of(HEADERS), MAX);
    assertThat(database.problem()).isNull();
    assertThat(database.kind()).isEqualTo("rpm");
    assertThat(database.packages()).containsExactlyInAnyOrder(PACKAGES);
  }

  @Test
  void everyLengthOfRowIsReadAroundTheLimitsOfAPage() throws IOException {
    for (int padding = 300; padding < 1600; padding++) {
      byte[] header = RpmHeaders.header("a", "1", "1", padding);
      assertThat(read("rpmdb.sqlite", SqliteFile.of(header), MAX).packages())
          .as("%d bytes of padding", padding)
          .containsExactly(new PackageDatabase.Entry("a", "1-1"));
    }
  }

  @Test
  void theNdbSlotsAreReadWithoutFreeOnesAndPublicKeys() throws IOException {
    var database = read("Packages.db", NdbFile.of(HEADERS), MAX);
    assertThat(database.problem()).isNull();
    assertThat(database.packages()).containsExactly(PACKAGES);
  }

  @Test
  void theMagicTellsTheFormatAndNotTheName() throws IOException {
    assertThat(read("Packages", SqliteFile.of(HEADERS), MAX).packages()).hasSize(4);
    assertThat(read("Packages", NdbFile.of(HEADERS), MAX).packages()).hasSize(4);
  }

  @Test
  void anEmptyDatabaseHasNoPackages() throws IOException {
    assertThat(read("rpmdb.sqlite", SqliteFile.of(), MAX).packages()).isEmpty();
    assertThat(read("Packages.db", NdbFile.of(), MAX).packages()).isEmpty();
  }

  @Test
  void berkeleyDatabasesAndTooLargeOnesAreProblems() throws IOException {
    byte[] berkeley = new byte[4096];
    berkeley[12] = 0x61;
    berkeley[13] = 0x15;
    berkeley[14] = 0x06;
    var database = read("Packages", berkeley, MAX);
    assertThat(database.packages()).isNull();
    assertThat(database.problem()).contains("/var/lib/rpm/Packages", "Berkeley DB");
    assertThat(read("rpmdb.sqlite", SqliteFile.of(HEADERS), 600).problem())
        .contains("larger than 600 bytes");
  }

  @Test
  void aHeaderWithoutNameOrLongerThanItsRowIsAProblem() throws IOException {
    assertThat(read("Packages.db", NdbFile.of(RpmHeaders.header("", "1")), MAX).problem())
        .contains("no name");
    assertThat(read("Packages.db", NdbFile.of(new byte[] {0, 0, 0, 9, 0, 0, 0, 0}), MAX).problem())
        .contains("longer than its record");
    assertThat(read("Packages.db", NdbFile.of(new byte[3]), MAX).problem()).contains("3 bytes");
  }

  @Test
  void aLoopOfPagesIsAProblem() throws IOException {
    byte[] file = SqliteFile.of(HEADERS);
    // the right-most child of the root on page 2
    file[512 + 8] = 0;
    file[512 + 9] = 0;
    file[512 + 10] = 0;
    file[512 + 11] = 2;
    assertThat(read("rpmdb.sqlite", file, MAX).problem()).contains("page 2 is part of a loop");
  }

  @Test
  void damagedDatabasesAreProblemsAndNeverExceptions() throws IOException {
    var random = new Random(42);
    for (int round = 0; round < 4000; round++) {
      byte[] file = round % 2 == 0 ? SqliteFile.of(HEADERS) : NdbFile.of(HEADERS);
      for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
        int end = random.nextBoolean() ? 1024 : file.length;
        file[random.nextInt(16, end)] = (byte) random.nextInt();
      }
      var database = read("rpmdb.sqlite", file, MAX);
      assertThat(database.packages() == null).isEqualTo(database.problem() != null);
    }
  }
}

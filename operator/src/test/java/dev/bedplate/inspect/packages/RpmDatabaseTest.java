package dev.bedplate.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    new PackageDatabase.Entry("glibc", ""),
    new PackageDatabase.Entry("kernel", ""),
    new PackageDatabase.Entry("kernel", ""),
    new PackageDatabase.Entry("bash", "")
  };

  private static PackageDatabase read(byte[] content, int max) {
    PackageDatabase database = DatabaseText.read(content, max);
    if (database == null) {
      throw new AssertionError("not taken for a database");
    }
    return database;
  }

  @Test
  void theSqliteTableIsReadWithOverflowPagesAndWithoutPublicKeys() {
    var database = read(SqliteFile.of(HEADERS), MAX);
    assertThat(database.problem()).isNull();
    assertThat(database.form()).isEqualTo(DatabaseForm.RpmSqlite);
    assertThat(database.packages()).containsExactlyInAnyOrder(PACKAGES);
  }

  @Test
  void everyLengthOfRowIsReadAroundTheLimitsOfAPage() {
    for (int padding = 300; padding < 1600; padding++) {
      byte[] header = RpmHeaders.header("a", "1", "1", padding);
      assertThat(read(SqliteFile.of(header), MAX).packages())
          .as("%d bytes of padding", padding)
          .containsExactly(new PackageDatabase.Entry("a", ""));
    }
  }

  @Test
  void theNdbSlotsAreReadWithoutFreeOnesAndPublicKeys() {
    var database = read(NdbFile.of(HEADERS), MAX);
    assertThat(database.problem()).isNull();
    assertThat(database.packages()).containsExactly(PACKAGES);
  }

  @Test
  void aDatabaseOfAnotherProgramIsNone() {
    byte[] other = SqliteFile.of(HEADERS);
    String text = new String(other, StandardCharsets.ISO_8859_1);
    int name = text.indexOf("Packages");
    other[name] = 'X';
    assertThat(DatabaseText.read(other, MAX)).isNull();
    assertThat(DatabaseText.read("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), MAX))
        .isNull();
  }

  @Test
  void aLargeDatabaseOfAnotherProgramIsNotReadToItsEnd() throws IOException {
    byte[] other = Arrays.copyOf(SqliteFile.of(), 8 << 20);
    other[new String(other, 0, 1024, StandardCharsets.ISO_8859_1).indexOf("Packages")] = 'X';
    var content = new ByteArrayInputStream(other);
    long[] held = new long[1];
    assertThat(
            PackageDatabases.read(
                DatabaseForm.RpmSqlite, "x", content, MAX * 1000, bytes -> held[0] += bytes))
        .isNull();
    assertThat(held[0]).isEqualTo(1 << 20);
    assertThat(content.available()).isEqualTo(7 << 20);
  }

  @Test
  void anEmptyDatabaseHasNoPackages() {
    assertThat(read(SqliteFile.of(), MAX).packages()).isEmpty();
    assertThat(read(NdbFile.of(), MAX).packages()).isEmpty();
  }

  @Test
  void berkeleyDatabasesAndTooLargeOnesAreProblems() {
    byte[] berkeley = new byte[4096];
    berkeley[12] = 0x61;
    berkeley[13] = 0x15;
    berkeley[14] = 0x06;
    var database = read(berkeley, MAX);
    assertThat(database.packages()).isNull();
    assertThat(database.problem()).contains("/some/file", "Berkeley DB");
    assertThat(read(SqliteFile.of(HEADERS), 600).problem()).contains("larger than 600 bytes");
  }

  @Test
  void aHeaderWithoutNameOrLongerThanItsRowIsAProblem() {
    assertThat(read(NdbFile.of(RpmHeaders.header("", "1")), MAX).problem()).contains("no name");
    assertThat(read(NdbFile.of(new byte[] {0, 0, 0, 9, 0, 0, 0, 0}), MAX).problem())
        .contains("longer than its record");
    assertThat(read(NdbFile.of(new byte[3]), MAX).problem()).contains("3 bytes");
  }

  @Test
  void aLoopOfPagesIsAProblem() {
    byte[] file = SqliteFile.of(HEADERS);
    // the right-most child of the root on page 2
    file[512 + 8] = 0;
    file[512 + 9] = 0;
    file[512 + 10] = 0;
    file[512 + 11] = 2;
    assertThat(read(file, MAX).problem()).contains("page 2 is part of a loop");
  }

  @Test
  void damagedDatabasesAreProblemsAndNeverExceptions() {
    var random = new Random(42);
    for (int round = 0; round < 4000; round++) {
      byte[] file = round % 2 == 0 ? SqliteFile.of(HEADERS) : NdbFile.of(HEADERS);
      for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
        int end = random.nextBoolean() ? 1024 : file.length;
        file[random.nextInt(16, end)] = (byte) random.nextInt();
      }
      var database = DatabaseText.read(file, MAX);
      assertThat(database == null || (database.packages() == null) == (database.problem() != null))
          .isTrue();
    }
  }
}

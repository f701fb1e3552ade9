package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Distribution;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.image.LifecycleTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleResourceTest {
  @TempDir private Path directory;

  private static State state(String id, @Nullable String version, String today) {
    return state(LifecycleResource.load(), id, version, today);
  }

  private static State state(
      LifecycleTable table, String id, @Nullable String version, String today) {
    var distribution =
        new Distribution(id, List.of(), version, null, null, Distribution.Flavour.Regular, true);
    return table.lifecycle(distribution, LocalDate.parse(today)).state();
  }

  @Test
  void theStateIsThatOfTheDay() {
    assertThat(state("alpine", "3.20.3", "2026-03-31")).isEqualTo(State.Supported);
    assertThat(state("alpine", "3.20.3", "2026-04-01")).isEqualTo(State.EndOfLife);
    assertThat(state("alpine", "3.21.2", "2026-11-23")).isEqualTo(State.EndOfLife);
    assertThat(state("debian", "12.15", "2026-11-23")).isEqualTo(State.ExtendedOnly);
    assertThat(state("ubuntu", "24.04", "2026-11-23")).isEqualTo(State.Supported);
    assertThat(state("ubuntu", "24.04", "2029-06-01")).isEqualTo(State.ExtendedOnly);
    assertThat(state("amzn", "2023.5.20240708", "2028-03-16")).isEqualTo(State.SecurityOnly);
    assertThat(state("amzn", "2018.03", "2026-11-23")).isEqualTo(State.EndOfLife);
    assertThat(state("rhel", "9.4", "2028-01-01")).isEqualTo(State.SecurityOnly);
    assertThat(state("rhel", "9.4", "2032-06-01")).isEqualTo(State.ExtendedOnly);
  }

  @Test
  void rollingAndUnknownReleasesAreNeverSupportedOrEnded() {
    assertThat(state("wolfi", "20230201", "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("alpine", "3.24_alpha20260127", "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("debian", null, "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("alpine", "9.9.1", "2026-11-23")).isEqualTo(State.Unknown);
    assertThat(state("alpine", null, "2026-11-23")).isEqualTo(State.Unknown);
    assertThat(state("homemade", "1", "2026-11-23")).isEqualTo(State.Unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "azurelinux, 3.0, Supported",
    "azurelinux, 3.0.20260616, Supported",
    "azurelinux, 4.0, Unknown",
    "mariner, 2.0, EndOfLife",
    "mariner, 1.0, EndOfLife",
    "photon, 3.0, EndOfLife",
    "photon, 4.0, Supported",
    "photon, 5.0, Unknown",
    "raspbian, 13, Supported",
    "raspbian, 12, ExtendedOnly",
    "raspbian, 11, EndOfLife",
    "raspbian, 12.5, ExtendedOnly",
    "fedora, rawhide, Rolling",
    "fedora, 44, Supported",
    "alpaquita, stream, Rolling",
    "alpaquita, 23, Unknown",
    "opensuse-slowroll, 20261101, Rolling",
    "kali, 2026.3, Rolling",
    "gentoo, 2.17, Rolling",
    "void, , Rolling",
    "arch, , Rolling",
  })
  void whatServersRunHasItsDates(String id, @Nullable String version, State state) {
    assertThat(state(id, version, "2026-11-27")).isEqualTo(state);
  }

  @Test
  void everyPeriodIsOverOnTheDayItsDateNames() throws IOException {
    var table =
        table(
            """
            {"entries": [{"id": "own", "cycle": "1", "activeUntil": "2030-01-10",
              "securityUntil": "2030-02-10", "extendedUntil": "2030-03-10"}]}
            """);
    assertThat(state(table, "own", "1", "2030-01-09")).isEqualTo(State.Supported);
    assertThat(state(table, "own", "1", "2030-01-10")).isEqualTo(State.SecurityOnly);
    assertThat(state(table, "own", "1", "2030-02-09")).isEqualTo(State.SecurityOnly);
    assertThat(state(table, "own", "1", "2030-02-10")).isEqualTo(State.ExtendedOnly);
    assertThat(state(table, "own", "1", "2030-03-09")).isEqualTo(State.ExtendedOnly);
    assertThat(state(table, "own", "1", "2030-03-10")).isEqualTo(State.EndOfLife);
  }

  @Test
  void aFileCorrectsAndExtendsTheShippedTable() throws IOException {
    var table =
        table(
            """
            {"asOf": "2031-05-06", "source": {"ignored": [1]},
             "rolling": [{"id": "homemade"}],
             "entries": [
               {"id": "alpine", "cycle": "3.20", "securityUntil": "2040-01-01"},
               {"id": "own", "cycle": "7", "securityUntil": "2027-01-01", "extendedUntil": false},
               {"id": "open", "cycle": "1", "securityUntil": null}]}
            """);
    assertThat(table.asOf()).isEqualTo("2031-05-06");
    assertThat(state(table, "alpine", "3.20.3", "2026-11-23")).isEqualTo(State.Supported);
    assertThat(state(table, "alpine", "3.21.2", "2026-11-23")).isEqualTo(State.EndOfLife);
    assertThat(state(table, "own", "7", "2027-01-01")).isEqualTo(State.EndOfLife);
    assertThat(state(table, "open", "1", "2027-01-01")).isEqualTo(State.Unknown);
    assertThat(state(table, "homemade", "x", "2027-01-01")).isEqualTo(State.Rolling);
  }

  @Test
  void anOlderFileDoesNotMakeTheTableOlder() throws IOException {
    assertThat(table("{\"asOf\": \"2001-01-01\"}").asOf())
        .isEqualTo(LifecycleResource.load().asOf());
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithTheLine() {
    assertProblem("[]", "START_OBJECT");
    assertProblem("{\n\"entries\": {}}", "line 2", "START_ARRAY");
    assertProblem("{\"entries\": [\n{\"id\": \"a\"}]}", "line 2", "id and cycle");
    assertProblem(
        "{\"entries\": [{\"id\": \"a\", \"cycle\": \"1\", \"securityUntil\": \"soon\"}]}",
        "\"soon\"");
    assertProblem("{\"asOf\": \"yesterday\"}", "\"yesterday\" is no date such as 2026-04-01");
    assertProblem(
        "{\"entries\": [{\"id\": \"a\", \"cycle\": \"1\", \"released\": \"soon\"}]}", "soon");
    assertProblem("{\"entries\": [{\"id\": [1]}]}", "id must be a string");
    assertProblem("{\"entries\": [", "lifecycle.json");
    assertThatThrownBy(() -> LifecycleResource.load(directory.resolve("missing.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.json");
  }

  private void assertProblem(String json, String... parts) {
    assertThatThrownBy(() -> table(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lifecycle.json")
        .hasMessageContainingAll(parts);
  }

  private LifecycleTable table(String json) throws IOException {
    return LifecycleResource.load(Files.writeString(directory.resolve("lifecycle.json"), json));
  }
}

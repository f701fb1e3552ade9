package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Packages;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=12; 12.15; Yes",
        "<3.21; 3.20.3; Yes",
        "<3.21; 3.21.0; No",
        ">=3.18 <3.21; 3.20; Yes",
        ">=3.18,<3.21; 3.21; No",
        ">= 3.18, < 3.21; 3.18.0; Yes",
        "<11 || >=12; 11.4; No",
        "<11 || >=12; 12; Yes",
        "<=3.20; 3.20.3; Yes",
        ">3.20; 3.20.3; No",
        "12; 12.15; Yes",
        "!=12; 12.15; No",
        ">=12.5; 12; Unknown",
        ">=12.0; 12; Yes",
        "<3.21; 3.21.0_alpha20240923; Yes",
        ">=3.9; 3.10; Yes",
        ">=24.04; 24.04; Yes",
        ">=12; trixie/sid; Unknown"
      })
  void aVersionLiesInARangeOrNotOrNobodyKnows(String range, String version, Answer answer) {
    assertThat(VersionRange.parse(range).orElseThrow().contains(version)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", ">=", "a", ">=1 ||", "=>1", "1 & 2", ">>1"})
  void whatIsNoRangeIsRefused(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100Mi, 104857600",
    "1Gi, 1073741824",
    "500M, 500000000",
    "1.5Ki, 1536",
    "42, 42",
    "1k, 1000"
  })
  void quantitiesAreBytes(String text, long bytes) {
    assertThat(Quantity.parse(text)).contains(bytes);
  }

  @ParameterizedTest
  @CsvSource({"100MB", "-1", "1e3", "''", "Mi", "999999999999999999Ti"})
  void whatIsNoQuantityIsRefused(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "**, docker.io/library/nginx:1.27, true",
    "docker.io/**, docker.io/library/nginx:1.27, true",
    "docker.io/*, docker.io/library/nginx:1.27, false",
    "docker.io/*/nginx, docker.io/library/nginx:1.27, true",
    "**/nginx:1.2?, docker.io/library/nginx:1.27, true",
    "**/nginx:1.2, docker.io/library/nginx:1.27, false",
    "registry.example/base/**, registry.example/base2/a:1, false",
    "registry.example/base/**, registry.example.evil/base/a:1, false",
    "r:5000/a/**/z, r:5000/a/b/c/z:1, true",
    "r:5000/a/**/z, r:5000/a/z:1, true"
  })
  void S_23_globsGoBySegment(String glob, String reference, boolean matches) {
    assertThat(ImageGlob.of(glob).matches(reference)).isEqualTo(matches);
  }

  @Test
  void S_21_manyStarsStayCheap() {
    String text = "a".repeat(400) + "b";
    assertThat(new NameGlob("*a".repeat(200) + "c").matches(text)).isFalse();
    assertThat(ImageGlob.of("**/a/".repeat(100) + "c").matches("a/".repeat(200) + "b")).isFalse();
  }

  @Test
  void names_that_match_are_found_among_sorted_ones() {
    List<String> names = List.of("curl", "curl", "libcurl4", "telnet", "telnetd", "zlib");

    assertThat(new NameGlob("curl").among(names)).contains("curl").doesNotContain("libcurl4");
    assertThat(new NameGlob("telnet*").among(names)).containsExactly("telnet", "telnetd");
    assertThat(new NameGlob("telne?").among(names)).containsExactly("telnet");
    assertThat(new NameGlob("*lib*").among(names)).containsExactly("libcurl4", "zlib");
    assertThat(new NameGlob("zlib2").among(names)).isEmpty();
    assertThat(new NameGlob("a").among(names)).isEmpty();
    for (String pattern : List.of("c*", "*", "?url", "lib?url4", "z", "zz*", "")) {
      var glob = new NameGlob(pattern);
      assertThat(Set.copyOf(glob.among(names)))
          .as(pattern)
          .isEqualTo(names.stream().filter(glob::matches).collect(Collectors.toSet()));
    }
  }

  @Test
  void package_names_are_sorted_whoever_names_them() {
    assertThat(new Packages("dpkg", true, 3, false, List.of("zlib", "curl", "bash")).names())
        .containsExactly("bash", "curl", "zlib");
  }
}

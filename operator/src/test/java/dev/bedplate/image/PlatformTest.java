package dev.bedplate.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spelling and acceptance as github.com/containerd/platforms 1.0.0-rc.5 has them. */
class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/x86_64, linux/amd64",
    "Linux/X86-64, linux/amd64",
    "linux/AMD64/V2, linux/amd64/v2",
    "linux/amd64/v1, linux/amd64",
    "linux/i386/v2, linux/386",
    "linux/386/softfloat, linux/386/softfloat",
    "linux/aarch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "linux/arm64/8, linux/arm64",
    "linux/arm64/v8.0, linux/arm64",
    "linux/arm64/v8.1, linux/arm64/v8.1",
    "linux/arm64/9, linux/arm64/v9",
    "linux/arm64/v9.0, linux/arm64/v9",
    "linux/armhf, linux/arm/v7",
    "linux/armhf/v6, linux/arm/v7",
    "linux/armel, linux/arm/v6",
    "linux/arm, linux/arm",
    "linux/arm/6, linux/arm/v6",
    "macOS/aarch64, darwin/arm64",
    "L\u0130nux/amd64, linux/amd64",
    "linux/S390X, linux/s390x",
  })
  void every_name_has_one_spelling(String written, String expected) {
    Platform platform = Platform.parse(written).orElseThrow();
    assertThat(platform).hasToString(expected);
    assertThat(Platform.parse(expected)).contains(platform);
  }

  @Test
  void an_image_without_a_system_is_one_for_linux() {
    assertThat(new Platform("", "amd64", "")).isEqualTo(new Platform("linux", "amd64", null));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64, true",
    "linux/amd64, linux/amd64/v4, true",
    "linux/amd64, linux/amd64/v5, false",
    "linux/amd64, linux/386, true",
    "linux/386, linux/amd64, false",
    "linux/amd64/v2, linux/amd64/v3, false",
    "linux/amd64/v3, linux/amd64/v2, true",
    "linux/amd64/v3, linux/amd64, true",
    "linux/amd64, windows/amd64, false",
    "linux/arm64, linux/arm/v6, true",
    "linux/arm64, linux/arm64/v9.2, true",
    "linux/arm64/v9, linux/arm64/v8.5, true",
    "linux/arm64/v9, linux/arm64/v8.6, false",
    "linux/arm, linux/arm/v8, true",
    "linux/arm/v6, linux/arm, false",
    "linux/arm/v7, linux/arm, true",
    "linux/arm/v7, linux/arm/v5, true",
    "linux/s390x, linux/s390x, true",
    "linux/s390x, linux/amd64, false",
  })
  void a_platform_accepts_what_one_of_its_nodes_runs(String asked, String offered, boolean runs) {
    assertThat(
            PlatformNode.accepts(
                Platform.parse(asked).orElseThrow(), Platform.parse(offered).orElseThrow()))
        .isEqualTo(runs);
  }
}

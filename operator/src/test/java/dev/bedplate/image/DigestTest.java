package dev.bedplate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void two_algorithms_have_digests_of_their_length_in_lower_case() {
    assertThat(Digest.parse("sha256:" + HEX)).hasValue(new Digest("sha256", HEX));
    assertThat(Digest.parse("sha512:" + HEX + HEX)).hasValue(new Digest("sha512", HEX + HEX));
    assertThat(Digest.of("sha256:" + HEX)).hasToString("sha256:" + HEX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ":", "`", "g", "A", "F", " ", "\n", "é", ""})
  void nothing_else_is_a_digit(String last) {
    String hex = HEX.substring(1) + last;

    assertThat(Digest.parse("sha256:" + hex)).isEmpty();
    assertThatThrownBy(() -> new Digest("sha256", hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a digest: sha256:" + hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "sha256",
        "sha256:",
        "sha256:" + "00",
        "sha1:" + "0123456789012345678901234567890123456789",
        "SHA256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ":0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
      })
  void other_texts_are_none(String text) {
    assertThat(Digest.parse(text)).isEmpty();
  }
}

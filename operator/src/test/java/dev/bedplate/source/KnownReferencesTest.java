package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownReferencesTest {
  private final KnownReferences references = new KnownReferences();

  @Test
  void a_reference_is_read_as_ever_and_once() {
    assertThat(references.parse("nginx:1.27"))
        .isEqualTo(ReferenceParser.parseRegistry("nginx:1.27"))
        .isSameAs(references.parse("nginx:1.27"));
    assertThat(references.parse("no such:name"))
        .isEqualTo(ReferenceParser.parseRegistry("no such:name"));
  }

  @Test
  void neither_many_nor_long_ones_are_kept() {
    String text = "a".repeat(513);
    assertThat(references.parse(text)).isNotSameAs(references.parse(text));

    var first = references.parse("nginx:0");
    IntStream.range(1, 1001).forEach(i -> references.parse("nginx:" + i));
    assertThat(references.parse("nginx:0")).isEqualTo(first).isNotSameAs(first);
  }
}

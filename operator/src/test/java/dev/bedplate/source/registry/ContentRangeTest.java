package dev.bedplate.source.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentRangeTest {
  /** The rest of ten bytes from the fourth on. */
  @ParameterizedTest
  @CsvSource({
    "bytes 4-9/10, true",
    "bytes 4-9/*, true",
    "Bytes  4-9/10, true",
    "bytes 4-6/10, false",
    "bytes 4-4/10, false",
    "bytes 0-9/10, false",
    "bytes 3-9/10, false",
    "bytes 5-9/10, false",
    "bytes 4-10/10, false",
    "bytes 4-9/11, false",
    "bytes 4-3/10, false",
    "bytes */10, false",
    "items 4-9/10, false",
    "4-9/10, false",
    "bytes 4-9, false",
    "bytes 99999999999999999999-9/10, false",
    "'', false"
  })
  void onlyTheRestThatWasAskedForCounts(String header, boolean counts) {
    assertThat(ContentRange.parse(header).filter(it -> it.isRest(4, 10)).isPresent())
        .isEqualTo(counts);
  }
}

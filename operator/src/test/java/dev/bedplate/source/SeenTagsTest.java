package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.source.SeenTags.Seen;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenTagsTest {
  private static final Seen SEEN =
      new Seen(Digest.parse("sha256:" + "ab".repeat(32)).orElseThrow(), Instant.EPOCH);

  @Test
  void the_tag_that_was_not_used_for_longest_is_forgotten() {
    SeenTags tags = new SeenTags(2);
    tags.put("a", SEEN);
    tags.put("b", SEEN);
    tags.get("a");
    tags.put("c", SEEN);

    assertThat(tags.get("a")).contains(SEEN);
    assertThat(tags.get("b")).isEmpty();
    assertThat(tags.get("c")).contains(SEEN);
  }
}

package dev.bedplate.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageSize.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageSizeTest {
  private static final Digest LOWER = digest('1');
  private static final Digest UPPER = digest('2');

  private static Digest digest(char digit) {
    return new Digest("sha256", String.valueOf(digit).repeat(64));
  }

  private static List<Digest> diffIds(@Nullable Digest lower, @Nullable Digest upper) {
    return new ImageSize(2, null, null, null, List.of(layer(lower), layer(upper))).diffIds();
  }

  private static Layer layer(@Nullable Digest diffId) {
    return new Layer(digest('0'), diffId, 1, null, null, false);
  }

  @Test
  void layers_prove_a_base_only_when_all_of_them_are_known() {
    assertThat(diffIds(LOWER, UPPER)).containsExactly(LOWER, UPPER);
    assertThat(diffIds(null, UPPER)).isEmpty();
    assertThat(diffIds(LOWER, null)).isEmpty();
  }
}

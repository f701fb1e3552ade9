package dev.bedplate.cluster;

import dev.bedplate.api.v1alpha1.InspectedImageSpec;
import dev.bedplate.image.Digest;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to change about an object so that it tells of an image. */
sealed interface Amendment {
  /** Nothing: it does already, or it belongs to a newer version. */
  record Nothing() implements Amendment {}

  /** The list of indexes becomes another. */
  record Indexes(List<Digest> all) implements Amendment {
    public Indexes {
      all = List.copyOf(all);
    }
  }

  /** All of it: nobody can use what it says. */
  record Everything() implements Amendment {}

  /**
   * What is missing in {@code there} about an image that was reached by {@code index}. A full list
   * of indexes stays as it is: making room for one would only have the next one ask for room.
   */
  static Amendment of(StoredImage there, @Nullable Digest index) {
    return switch (there) {
      case Whole(var entry) -> of(entry, index);
      case Partial(var entry, _) -> of(entry, index);
      case Newer _ -> new Nothing();
      case Unusable _ -> new Everything();
    };
  }

  private static Amendment of(Entry entry, @Nullable Digest index) {
    List<Digest> known = entry.indexes();
    return index == null || known.contains(index) || known.size() >= InspectedImageSpec.INDEXES
        ? new Nothing()
        : new Indexes(Stream.concat(known.stream(), Stream.of(index)).toList());
  }
}

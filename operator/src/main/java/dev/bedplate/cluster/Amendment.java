package dev.bedplate.cluster;

import static dev.bedplate.api.v1alpha1.InspectedImageSpec.INDEXES;

import dev.bedplate.image.Digest;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.inventory.StoredImage.Chosen;
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

  /** The lists of indexes and of what they offer become others. */
  record Indexes(List<Digest> all, List<Chosen> choices) implements Amendment {
    public Indexes {
      all = List.copyOf(all);
      choices = List.copyOf(choices);
    }
  }

  /** All of it: nobody can use what it says. */
  record Everything() implements Amendment {}

  /**
   * What is missing in {@code there} about an image that was reached by {@code index}. A full list
   * of indexes stays as it is: making room for one would only have the next one ask for room.
   *
   * @param choice what the index offers, if that is known
   */
  static Amendment of(StoredImage there, @Nullable Digest index, @Nullable Chosen choice) {
    return switch (there) {
      case Whole(var entry) -> of(entry, index, choice);
      case Partial(var entry, _) -> of(entry, index, choice);
      case Newer _ -> new Nothing();
      case Unusable _ -> new Everything();
    };
  }

  private static Amendment of(Entry entry, @Nullable Digest index, @Nullable Chosen choice) {
    List<Digest> indexes = entry.indexes();
    boolean known = index == null || indexes.contains(index);
    boolean told = choice == null || entry.choices().contains(choice);
    if (index == null || (known && told) || (!known && indexes.size() >= INDEXES)) {
      return new Nothing();
    }
    List<Digest> all = known ? indexes : added(indexes, index);
    List<Chosen> more = choice == null || told ? entry.choices() : added(entry.choices(), choice);
    boolean fits = InspectedImages.choices(entry.digest(), more).size() == more.size();
    if (known && !fits) {
      return new Nothing();
    }
    return new Indexes(all, fits ? more : entry.choices());
  }

  private static <T> List<T> added(List<T> there, T one) {
    return Stream.concat(there.stream(), Stream.of(one)).toList();
  }
}

package dev.bedplate.policy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What conditions make of an image's facts, made when first asked for; for one thread. */
public final class Once {
  private @Nullable Object made;

  /** What was made before, whoever asks, else what {@code making} makes. */
  public Object get(Supplier<Object> making) {
    Object before = made;
    if (before == null) {
      before = making.get();
      made = before;
    }
    return before;
  }
}

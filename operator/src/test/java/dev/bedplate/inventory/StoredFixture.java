package dev.bedplate.inventory;

import dev.bedplate.image.Digest;
import dev.bedplate.inventory.StoredImage.Entry;
import java.util.List;

/** Small facts as objects hold them. */
public final class StoredFixture {
  private StoredFixture() {}

  /** An image that was reached by {@code indexes}. */
  public static Entry entry(List<Digest> indexes) {
    return new Entry(
        "registry.example/app:1",
        Digest.of("sha256:" + "ab".repeat(32)),
        HugeFacts.small(),
        indexes);
  }
}

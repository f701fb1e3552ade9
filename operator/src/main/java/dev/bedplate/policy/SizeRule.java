package dev.bedplate.policy;

import dev.bedplate.image.ImageFacts;
import org.jspecify.annotations.Nullable;

/** A measure of the image must not exceed a maximum, in bytes or layers. */
public record SizeRule(Measure measure, long max) implements Rule {
  /** What is measured. */
  public enum Measure {
    Compressed(ViolationReason.CompressedSizeExceeded, "compressed"),
    Unpacked(ViolationReason.UnpackedSizeExceeded, "unpacked"),
    Added(ViolationReason.AddedSizeExceeded, "compressed on top of its base"),
    Layers(ViolationReason.TooManyLayers, "layers");

    private final ViolationReason reason;
    private final String words;

    Measure(ViolationReason reason, String words) {
      this.reason = reason;
      this.words = words;
    }

    @Nullable Long of(ImageFacts facts) {
      return switch (this) {
        case Compressed -> facts.size().compressed();
        case Unpacked -> facts.size().unpacked();
        case Added -> facts.base().addedCompressed();
        case Layers -> (long) facts.size().layers().size();
      };
    }

    String format(long value) {
      return (this == Layers ? Long.toString(value) : Quantity.format(value)) + " " + words;
    }
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Long value = measure.of(subject.facts());
    if (value == null) {
      return new Finding.Unknown("its size " + measure.words);
    }
    if (value <= max) {
      return null;
    }
    return new Finding.Broken(
        measure.reason,
        "has",
        measure.format(value),
        "allows at most " + measure.format(max),
        "at most " + measure.format(max));
  }
}

package dev.bedplate.inspect;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.inspect.base.BaseLineage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The finding about a base as a part of an image's facts, which are complete without it. */
final class BaseMark {
  private static final String EVIDENCE = "base.";

  private BaseMark() {}

  /** The finding that {@code facts} hold. */
  static BaseLineage.Finding of(ImageFacts facts) {
    return new BaseLineage.Finding(
        facts.base(),
        facts.evidence().stream().filter(e -> e.fact().startsWith(EVIDENCE)).toList());
  }

  /** The same facts with another finding; its layers are marked. */
  static ImageFacts mark(ImageFacts facts, BaseLineage.Finding finding) {
    int base = finding.base().evidence() == BaseEvidence.History ? 0 : finding.base().layers();
    List<ImageSize.Layer> marked = new ArrayList<>();
    for (ImageSize.Layer layer : facts.size().layers()) {
      marked.add(
          new ImageSize.Layer(
              layer.digest(),
              layer.diffId(),
              layer.compressed(),
              layer.unpacked(),
              layer.createdBy(),
              marked.size() < base));
    }
    ImageSize size = facts.size();
    return new ImageFacts(
        facts.distribution(),
        facts.libc(),
        facts.busybox(),
        facts.packages(),
        facts.tools(),
        new ImageSize(size.compressed(), size.unpacked(), size.visible(), size.wasted(), marked),
        finding.base(),
        facts.foreignBinaries(),
        facts.config(),
        facts.completeness(),
        Stream.<Evidence>concat(
                facts.evidence().stream().filter(e -> !e.fact().startsWith(EVIDENCE)),
                finding.evidence().stream())
            .toList());
  }
}

package dev.bedplate.image;

import java.util.List;

/**
 * What inspection of one image for one platform found. Facts depend on bytes named by a digest and
 * never on the moment of the question: {@link Lifecycle} is computed from them when asked.
 */
public record ImageFacts(
    Distribution distribution,
    Libc libc,
    BusyBox busybox,
    Packages packages,
    Tools tools,
    ImageSize size,
    BaseImage base,
    List<ForeignBinary> foreignBinaries,
    ImageConfig config,
    Completeness completeness,
    List<Evidence> evidence) {
  public ImageFacts {
    foreignBinaries = List.copyOf(foreignBinaries);
    evidence = List.copyOf(evidence);
  }
}

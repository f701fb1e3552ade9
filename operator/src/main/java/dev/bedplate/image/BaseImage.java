package dev.bedplate.image;

import org.jspecify.annotations.Nullable;

/**
 * The image this one was built on.
 *
 * @param verified true only when the layers prove it
 * @param layers number of layers that belong to the base
 * @param addedCompressed registry bytes on top of the base, or null when the base is not proven
 * @param addedUnpacked regular-file bytes on top of the base, or null likewise
 * @param outdated whether the base's tag names another image today, or null when not known
 */
public record BaseImage(
    @Nullable String name,
    @Nullable Digest digest,
    BaseEvidence evidence,
    boolean verified,
    int layers,
    @Nullable Long addedCompressed,
    @Nullable Long addedUnpacked,
    @Nullable Boolean outdated) {
  /** The fact under which evidence names a candidate whose layers could not be compared. */
  public static final String CANDIDATES = "base.candidates";

  /** The same base with an answer that depends on the moment of the question. */
  public BaseImage withOutdated(boolean answer) {
    return new BaseImage(
        name, digest, evidence, verified, layers, addedCompressed, addedUnpacked, answer);
  }

  /** How the base became known, strongest first. */
  public enum BaseEvidence {
    LayerPrefix,
    Declared,
    Buildpack,
    History,
    None
  }
}

package dev.bedplate.image;

import org.jspecify.annotations.Nullable;

/** Where an image is, parsed once at the edge; an unreadable reference is a value of its own. */
public sealed interface ImageReference {
  /** The reference as the user wrote it. */
  String original();

  /**
   * The one spelling that globs match and messages show: {@code docker.io/library/nginx:1.27} for a
   * registry reference, the original text for the others.
   */
  String canonical();

  /** The canonical spelling without a digest: what people call the image. */
  default String withoutDigest() {
    return canonical();
  }

  /**
   * A repository in a registry. {@code registry} is a host with optional port ({@code docker.io}
   * for Docker Hub under any of its names), {@code tag} is {@code latest} when neither tag nor
   * digest were given, and null when only a digest was; the digest wins over the tag.
   */
  record RegistryReference(
      String original,
      String registry,
      String repository,
      @Nullable String tag,
      @Nullable Digest digest)
      implements ImageReference {
    @Override
    public String canonical() {
      return withoutDigest() + (digest == null ? "" : "@" + digest);
    }

    @Override
    public String withoutDigest() {
      return name() + (tag == null ? "" : ":" + tag);
    }

    /** Registry and repository, without tag and digest. */
    public String name() {
      return registry + "/" + repository;
    }
  }

  /**
   * An OCI image layout directory; neither tag nor digest means its only image, and the digest wins
   * over the tag.
   */
  record LayoutReference(
      String original, String directory, @Nullable String tag, @Nullable Digest digest)
      implements ImageReference {
    @Override
    public String canonical() {
      return original;
    }
  }

  /** A file written by {@code docker save}; no name means its only image. */
  record ArchiveReference(String original, String file, @Nullable String name)
      implements ImageReference {
    @Override
    public String canonical() {
      return original;
    }
  }

  /** Text that is no image reference, with what is wrong about it. */
  record InvalidReference(String original, String problem) implements ImageReference {
    @Override
    public String canonical() {
      return original;
    }
  }
}

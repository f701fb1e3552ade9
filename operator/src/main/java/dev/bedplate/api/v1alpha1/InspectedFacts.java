package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.Libc.Kind;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the facts of an image in the form of their JSON; no object is ever one of these.
 * Constants are text here: a constant of a newer version must not make a list of images unreadable.
 */
public record InspectedFacts(
    @JsonPropertyDescription("Which distribution the image is.") @Required
        DistributionFacts distribution,
    @JsonPropertyDescription("Its C library.") @Required LibcFacts libc,
    @JsonPropertyDescription("Its BusyBox.") @Required BusyBoxFacts busybox,
    @JsonPropertyDescription("What its package databases hold.") @Required PackagesFacts packages,
    @JsonPropertyDescription("Programs of interest in it, by what they are for.") @Required
        ToolsFacts tools,
    @JsonPropertyDescription("Its sizes in bytes.") @Required SizeFacts size,
    @JsonPropertyDescription("The image that it was built on.") @Required BaseFacts base,
    @JsonPropertyDescription(
            "Binaries that cannot run on its libc; not searched for yet, so always empty.")
        @Size(max = InspectedFacts.LIST)
        @Nullable List<ForeignBinaryFacts> foreignBinaries,
    @JsonPropertyDescription("What its configuration says.") @Required ConfigFacts config,
    @JsonPropertyDescription("Whether all of it was read.") @Required
        CompletenessFacts completeness,
    @JsonPropertyDescription("What proved the facts.") @Size(max = InspectedFacts.LIST)
        @Nullable List<EvidenceFacts> evidence) {
  /** The longest text, in bytes of JSON. */
  public static final int TEXT = 1024;

  /** The largest number of elements of a list. */
  public static final int LIST = 4096;

  /** The largest number of labels. */
  public static final int LABELS = 256;

  static final String DIGEST = "^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$";

  /** Which distribution the image is. */
  public record DistributionFacts(
      @JsonPropertyDescription("ID of os-release, or busybox, nix, scratch, windows or unknown.")
          @Required
          @Size(max = TEXT)
          String id,
      @JsonPropertyDescription("ID_LIKE of os-release: what it descends from.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> idLike,
      @JsonPropertyDescription("Version, such as 3.20.3; absent when not known.") @Size(max = TEXT)
          @Nullable String version,
      @JsonPropertyDescription("Code name of the release, such as bookworm.") @Size(max = TEXT)
          @Nullable String codename,
      @JsonPropertyDescription("Name for people, such as Alpine Linux v3.20.") @Size(max = TEXT)
          @Nullable String prettyName,
      @JsonPropertyDescription("How much is in it: Regular, Slim, Distroless, Chiselled or Micro.")
          @Required
          @SchemaFrom(type = Flavour.class)
          String flavour,
      @JsonPropertyDescription("Whether libc and package database fit the id.")
          boolean consistent) {}

  /** The C library. */
  public record LibcFacts(
      @JsonPropertyDescription(
              "Musl, Glibc, Uclibc, Bionic, None (only static binaries or none), Mixed or Unknown.")
          @Required
          @SchemaFrom(type = Kind.class)
          String kind,
      @JsonPropertyDescription("Version of the libc, such as 1.2.5; absent when not known.")
          @Size(max = TEXT)
          @Nullable String version,
      @JsonPropertyDescription("Dynamic loaders found, as absolute paths.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> loaders,
      @JsonPropertyDescription("Compatibility layer for another libc, such as gcompat.")
          @Size(max = TEXT)
          @Nullable String shim) {}

  /** BusyBox. */
  public record BusyBoxFacts(
      @JsonPropertyDescription("Whether there is a BusyBox.") boolean present,
      @JsonPropertyDescription("Its version, such as 1.36.1; absent when not known.")
          @Size(max = TEXT)
          @Nullable String version,
      @JsonPropertyDescription("Where it is, such as /bin/busybox.") @Size(max = TEXT)
          @Nullable String path) {}

  /** The package database. */
  public record PackagesFacts(
      @JsonPropertyDescription(
              "Format of the database, such as apk, dpkg or rpm; absent when there is none.")
          @Size(max = TEXT)
          @Nullable String database,
      @JsonPropertyDescription("Whether a package manager is in the image.") boolean managerPresent,
      @JsonPropertyDescription("Number of packages; absent when not known.")
          @Nullable Integer count,
      @JsonPropertyDescription("Whether a lower layer had a database that the image no longer has.")
          boolean removed,
      @JsonPropertyDescription("Names of the packages, sorted.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> names) {}

  /** Programs of interest. */
  public record ToolsFacts(
      @JsonPropertyDescription("Shells, as absolute paths.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> shells,
      @JsonPropertyDescription("Downloaders such as curl and wget, as absolute paths.")
          @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> downloaders,
      @JsonPropertyDescription("Debuggers such as gdb and strace, as absolute paths.")
          @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> debuggers,
      @JsonPropertyDescription("Compilers such as gcc, as absolute paths.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> compilers,
      @JsonPropertyDescription("Package managers such as apk and apt-get, as absolute paths.")
          @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> packageManagers) {}

  /** Sizes in bytes. */
  public record SizeFacts(
      @JsonPropertyDescription("Bytes of the distinct layers as the registry stores them.")
          @Required
          @Nullable Long compressed,
      @JsonPropertyDescription("Bytes of the files of all layers; absent when not known.")
          @Nullable Long unpacked,
      @JsonPropertyDescription("Bytes of the files that a container sees; absent when not known.")
          @Nullable Long visible,
      @JsonPropertyDescription("Bytes of files that later layers hide: unpacked less visible.")
          @Nullable Long wasted,
      @JsonPropertyDescription("The layers, lowest first.") @Size(max = LIST)
          @Nullable List<LayerFacts> layers) {}

  /** One layer, lowest first. */
  public record LayerFacts(
      @JsonPropertyDescription("Digest of the layer as it is stored.")
          @Required
          @Pattern(DIGEST)
          @Size(max = 135)
          String digest,
      @JsonPropertyDescription("Digest of its uncompressed tar.") @Pattern(DIGEST) @Size(max = 135)
          @Nullable String diffId,
      @JsonPropertyDescription("Bytes as it is stored.") @Required @Nullable Long compressed,
      @JsonPropertyDescription("Bytes of its files; absent when not known.")
          @Nullable Long unpacked,
      @JsonPropertyDescription("The instruction that made it, as the history says.")
          @Size(max = TEXT)
          @Nullable String createdBy,
      @JsonPropertyDescription("Whether it belongs to the base image.") boolean base) {}

  /** What the image was built on. */
  public record BaseFacts(
      @JsonPropertyDescription(
              "Canonical reference of the base, such as docker.io/library/debian:12; absent when not known.")
          @Size(max = TEXT)
          @Nullable String name,
      @JsonPropertyDescription("Digest of the base; absent when not known.")
          @Pattern(DIGEST)
          @Size(max = 135)
          @Nullable String digest,
      @JsonPropertyDescription(
              "What names the base: LayerPrefix, Declared, Buildpack, History or None.")
          @Required
          @SchemaFrom(type = BaseEvidence.class)
          String evidence,
      @JsonPropertyDescription("Whether the layers prove it.") boolean verified,
      @JsonPropertyDescription("Number of layers that belong to the base.") @Required
          @Nullable Integer layers,
      @JsonPropertyDescription(
              "Compressed bytes on top of the base; absent when the base is not proven.")
          @Nullable Long addedCompressed,
      @JsonPropertyDescription(
              "Bytes of files on top of the base; absent when the base is not proven.")
          @Nullable Long addedUnpacked,
      @JsonPropertyDescription(
              "Whether the tag of the base has moved on since; absent when not known.")
          @Nullable Boolean outdated) {}

  /** A binary that cannot run on the image's libc. */
  public record ForeignBinaryFacts(
      @JsonPropertyDescription("Absolute path of the binary.") @Required @Size(max = TEXT)
          String path,
      @JsonPropertyDescription("Package that it belongs to.") @Size(max = TEXT)
          @Nullable String owner,
      @JsonPropertyDescription("Digest of the layer that it is in.")
          @Required
          @Pattern(DIGEST)
          @Size(max = 135)
          String layer,
      @JsonPropertyDescription("Why it cannot run.")
          @JsonProperty("class")
          @Required
          @Size(max = TEXT)
          String classification,
      @JsonPropertyDescription("Dynamic loader that it asks for.") @Size(max = TEXT)
          @Nullable String interpreter,
      @JsonPropertyDescription("Libraries that it needs and that are not there.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> missing) {}

  /** The image configuration. */
  public record ConfigFacts(
      @JsonPropertyDescription("User that it runs as; empty for root.") @Required @Size(max = TEXT)
          String user,
      @JsonPropertyDescription("ENTRYPOINT.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> entrypoint,
      @JsonPropertyDescription("CMD.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> command,
      @JsonPropertyDescription("When it was created (RFC 3339), as its configuration says.")
          @Size(max = 64)
          @Nullable String created,
      @JsonPropertyDescription("Labels of the image.") @Size(max = LABELS)
          @Nullable Map<String, @Size(max = TEXT) String> labels) {}

  /** Whether everything was read. */
  public record CompletenessFacts(
      @JsonPropertyDescription("Whether every layer was read; if not, absence proves nothing.")
          boolean complete,
      @JsonPropertyDescription("What could not be read for its format.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> unsupported,
      @JsonPropertyDescription("What could not be read for another reason.") @Size(max = LIST)
          @Nullable List<@Size(max = TEXT) String> errors) {}

  /** What proved a fact. */
  public record EvidenceFacts(
      @JsonPropertyDescription("Path of the fact, such as libc.kind.") @Required @Size(max = TEXT)
          String fact,
      @JsonPropertyDescription("Absolute path of the file that proved it.") @Size(max = TEXT)
          @Nullable String path,
      @JsonPropertyDescription("Digest of the layer that the file is in.")
          @Pattern(DIGEST)
          @Size(max = 135)
          @Nullable String layer,
      @JsonPropertyDescription("What was found, in words.") @Required @Size(max = TEXT)
          String detail) {}
}

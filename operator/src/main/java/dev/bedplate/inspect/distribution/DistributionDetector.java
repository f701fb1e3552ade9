package dev.bedplate.inspect.distribution;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which distribution the final file system of an image is, and what proves it. */
public final class DistributionDetector {
  private final FileSystem files;
  private final Packages packages;
  private final List<Digest> layers;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private DistributionDetector(FileSystem files, Packages packages, List<Digest> layers) {
    this.files = files;
    this.packages = packages;
    this.layers = layers;
  }

  /** The distribution, what proves it, and what could not be read of it. */
  public record Finding(Distribution distribution, List<Evidence> evidence, List<String> errors) {
    public Finding {
      evidence = List.copyOf(evidence);
      errors = List.copyOf(errors);
    }
  }

  /** Detects the distribution; {@code layers} are the digests lowest first, for the evidence. */
  public static Finding detect(
      FileSystem files,
      Packages packages,
      Libc libc,
      BusyBox busybox,
      boolean anyElf,
      String configOs,
      @Nullable String configOsVersion,
      List<Digest> layers) {
    var detector = new DistributionDetector(files, packages, layers);
    Identity identity =
        new ReleaseFiles(files, layers, detector.evidence, detector.errors).identity();
    if (identity == null && !detector.errors.isEmpty()) {
      identity = new Identity("unknown", null);
    }
    if (identity == null) {
      identity = detector.evident(busybox);
    }
    if (identity == null && !configOs.equals("linux") && !configOs.isEmpty()) {
      // Only now: a configuration is easily written, and an image for Linux runs in spite of it.
      detector.evidence.add(
          new Evidence("distribution.id", null, null, "os=" + configOs + " in the configuration"));
      var other = new Identity(configOs, configOsVersion);
      return detector.finding(other, Flavour.Regular, true);
    }
    if (identity == null) {
      identity = detector.withoutEvidence(libc, anyElf);
    }
    String contradiction = Expectation.contradiction(identity.id(), libc, packages);
    if (contradiction != null) {
      detector.evidence.add(new Evidence("distribution.consistent", null, null, contradiction));
    }
    return detector.finding(identity, detector.flavour(identity), contradiction == null);
  }

  private Finding finding(Identity identity, Flavour flavour, boolean consistent) {
    var distribution =
        new Distribution(
            identity.id(),
            identity.idLike(),
            identity.version(),
            identity.codename(),
            identity.prettyName(),
            flavour,
            consistent);
    return new Finding(distribution, evidence, errors);
  }

  private @Nullable Identity evident(BusyBox busybox) {
    FileNode nix = files.resolve("nix/store").orElse(null);
    if (nix != null) {
      note("distribution.id", nix, "a Nix store and no os-release");
      return new Identity("nix", null);
    }
    String path = busybox.path();
    if (busybox.present() && path != null) {
      files.resolve(path).ifPresent(n -> note("distribution.id", n, "BusyBox and no os-release"));
      return new Identity("busybox", busybox.version());
    }
    return null;
  }

  private Identity withoutEvidence(Libc libc, boolean anyElf) {
    boolean noPackages = packages.database() == null && packages.count() != null;
    if (libc.kind() == Libc.Kind.None && noPackages) {
      String what = anyElf ? "static programs only" : "no programs";
      evidence.add(new Evidence("distribution.id", null, null, what + " and no os-release"));
      return new Identity("scratch", null);
    }
    return new Identity("unknown", null);
  }

  // Slim is never told: no file proves it, and a package count does not either
  private Flavour flavour(Identity identity) {
    FileNode manifest = files.resolve("var/lib/chisel/manifest.wall").orElse(null);
    if (manifest != null) {
      note("distribution.flavour", manifest, "Chisel manifest");
      return Flavour.Chiselled;
    }
    if (identity.distroless()) {
      return Flavour.Distroless;
    }
    if (packages.managerPresent() || packages.removed() || packages.database() == null) {
      return Flavour.Regular;
    }
    return switch (packages.database()) {
      case "apk" -> Flavour.Distroless;
      case "dpkg" ->
          files.children("var/lib/dpkg/status.d").isEmpty() ? Flavour.Regular : Flavour.Distroless;
      case "rpm" -> Flavour.Micro;
      default -> Flavour.Regular;
    };
  }

  private void note(String fact, FileNode node, String detail) {
    evidence.add(new Evidence(fact, "/" + node.path(), layers.get(node.layer()), detail));
  }
}

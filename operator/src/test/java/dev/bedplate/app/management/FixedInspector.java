package dev.bedplate.app.management;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers without an image: a reason to fail, or none. */
final class FixedInspector implements ImageInspector {
  static final Platform PLATFORM = new Platform("linux", "amd64", null);
  private static final Digest DIGEST = Digest.of("sha256:" + "12".repeat(32));
  @Nullable UndecidedReason reason;

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    return List.of(
        reason == null
            ? new Inspected(reference, DIGEST, null, platform, facts())
            : new Failed(reference, platform, reason, "secret"));
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return List.of(PLATFORM);
  }

  private static ImageFacts facts() {
    return new ImageFacts(
        new Distribution(
            "alpine", List.of(), null, null, "Alpine", Distribution.Flavour.Regular, true),
        new Libc(Libc.Kind.Musl, null, List.of(), null),
        new BusyBox(false, null, null),
        new Packages("apk", false, 0, false, List.of()),
        new Tools(List.of(), List.of(), List.of(), List.of(), List.of()),
        new ImageSize(1, 1L, 1L, 0L, List.of()),
        new BaseImage(null, null, BaseImage.BaseEvidence.None, false, 0, null, null, null),
        List.of(),
        new ImageConfig("", List.of(), List.of(), null, Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of());
  }
}

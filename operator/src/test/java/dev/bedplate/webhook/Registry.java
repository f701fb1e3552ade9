package dev.bedplate.webhook;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Images by repository name: {@code alpine}, {@code debian}, {@code mystery}; others are absent.
 */
final class Registry implements ImageInspector {
  final Queue<String> asked = new ConcurrentLinkedQueue<>();
  final Queue<Boolean> lasting = new ConcurrentLinkedQueue<>();
  private final Map<String, Digest> digests =
      new ConcurrentHashMap<>(Map.of("alpine", Facts.ALPINE, "debian", Facts.DEBIAN));

  /** Lets every tag of {@code name} point at another image. */
  void move(String name, Digest digest) {
    digests.put(name, digest);
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    return List.of(inspectOne(reference, platform, access));
  }

  private Inspection inspectOne(ImageReference reference, Platform platform, Access access) {
    asked.add(reference.original());
    lasting.add(access.lasting());
    String name = reference.original().replaceAll(".*/", "").replaceAll("[:@].*", "");
    if (access.deadline().remaining().isZero()) {
      return failed(reference, platform, UndecidedReason.DeadlineExceeded, "no time left");
    }
    if (name.equals("broken")) {
      throw new IllegalStateException("a bug");
    }
    if (name.equals("mystery")) {
      return inspected(reference, platform, Facts.DEBIAN, Facts.unknown());
    }
    Digest digest = digests.get(name);
    return digest == null
        ? failed(
            reference,
            platform,
            UndecidedReason.ImageNotFound,
            reference.canonical() + ": no such image")
        : inspected(
            reference,
            platform,
            digest,
            digest.equals(Facts.ALPINE) ? Facts.alpine() : Facts.debian());
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return List.of();
  }

  private static Inspection inspected(
      ImageReference reference, Platform platform, Digest digest, ImageFacts facts) {
    return new Inspection.Inspected(reference, digest, null, platform, facts);
  }

  private static Inspection failed(
      ImageReference reference, Platform platform, UndecidedReason reason, String message) {
    return new Inspection.Failed(reference, platform, reason, message);
  }
}

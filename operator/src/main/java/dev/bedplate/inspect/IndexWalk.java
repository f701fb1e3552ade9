package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.PlatformNode;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageIndex;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One walk through an index and the indexes in it, to the manifests that could run. */
final class IndexWalk {
  /** Most manifests that are judged for one image and platform. */
  static final int MOST_MANIFESTS = 8;

  private static final int MOST_INDEXES = 8;
  private static final int NAMES_SHOWN = 20;
  private final ImageSource source;
  private final ImageReference reference;
  private final Access access;
  private final int entries;
  private final Set<Digest> manifests = new LinkedHashSet<>();
  private final Set<Platform> offered = new LinkedHashSet<>();
  private final List<ImageUnavailableException> problems = new ArrayList<>();
  private boolean complete = true;
  private int indexes;

  /**
   * What a walk found.
   *
   * @param problems of indexes that could not be read; an image in one of them may run too
   */
  record Found(Choice choice, List<ImageUnavailableException> problems) {}

  private IndexWalk(ImageSource source, ImageReference reference, Access access, int entries) {
    this.source = source;
    this.reference = reference;
    this.access = access;
    this.entries = entries;
  }

  /** The manifests below {@code index} for {@code platform}, at least one or a problem. */
  static Found through(
      ImageIndex index,
      ImageSource source,
      ImageReference reference,
      Platform platform,
      Access access,
      int entries)
      throws ImageUnavailableException {
    var walk = new IndexWalk(source, reference, access, entries);
    walk.enter(index, PlatformNode.of(platform));
    if (walk.manifests.isEmpty() && walk.problems.isEmpty() && walk.complete) {
      throw walk.nothingFor(platform);
    }
    return new Found(
        new Choice(List.copyOf(walk.manifests), walk.complete), List.copyOf(walk.problems));
  }

  private void enter(ImageIndex index, List<PlatformNode> nodes) throws ImageUnavailableException {
    offered.addAll(PlatformChoice.platforms(index.within(entries)));
    for (Map.Entry<Descriptor, List<PlatformNode>> chosen :
        PlatformChoice.of(index, nodes).entrySet()) {
      Descriptor entry = chosen.getKey();
      if (entry.isIndex()) {
        nested(entry, chosen.getValue());
      } else if (manifests.size() < MOST_MANIFESTS) {
        manifests.add(entry.digest());
      } else {
        complete &= manifests.contains(entry.digest());
      }
    }
  }

  private void nested(Descriptor entry, List<PlatformNode> nodes) {
    if (indexes == MOST_INDEXES) {
      complete = false;
      return;
    }
    indexes++;
    try {
      enter(source.document(reference, entry.digest(), access).index(), nodes);
    } catch (ImageUnavailableException e) {
      problems.add(e);
    }
  }

  private ImageUnavailableException nothingFor(Platform platform) {
    String names =
        offered.stream()
            .limit(NAMES_SHOWN)
            .map(Platform::toString)
            .collect(Collectors.joining(", "));
    return new ImageUnavailableException(
        UndecidedReason.UnsupportedImage,
        "%s: the index has no image for %s; it %s"
            .formatted(
                reference.original(),
                platform,
                names.isEmpty() ? "names no platform" : "has " + names));
  }
}

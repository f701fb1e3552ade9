package dev.bedplate.cli;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.Optional;

/** Tells the progress line which images are waited for, also while no byte arrives. */
record WatchedInspector(ImageInspector inspector, ProgressLine progress) implements ImageInspector {
  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    progress.imageStarted(reference);
    try {
      return inspector.inspect(reference, platform, access);
    } finally {
      progress.imageFinished(reference);
    }
  }

  @Override
  public Optional<List<Inspection>> known(
      ImageReference reference, Platform platform, Access access) {
    return inspector.known(reference, platform, access);
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return inspector.platforms(reference, access);
  }
}

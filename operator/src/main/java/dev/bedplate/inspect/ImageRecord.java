package dev.bedplate.inspect;

import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Deadline;

/** Where inspected images are noted for other processes and for later. */
@FunctionalInterface
public interface ImageRecord {
  /** Notes nothing. */
  ImageRecord NONE = (_, _, _) -> {};

  /**
   * Notes an image that was asked about, unless it is noted already. Called for every answer and on
   * the asker's thread, so it costs next to nothing where there is nothing to note.
   *
   * @param asked the platform for which it was looked for
   * @param deadline until when the asker can wait at most; what takes longer goes on without it
   */
  void keep(Platform asked, Inspected inspected, Deadline deadline);
}

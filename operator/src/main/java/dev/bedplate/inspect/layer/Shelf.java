package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;

/** The room that one layer takes for what is kept of it. */
record Shelf(Room.Share room, LayerName name) {
  /** Takes room for so many bytes, or says that the image needs too much. */
  void take(long bytes) throws ImageUnavailableException {
    if (!room.take(bytes)) {
      throw name.exceeds(
          "what has to be kept of its files needs more than "
              + room.most()
              + " bytes, half of this process's memory");
    }
  }

  /** Gives so many bytes back. */
  void give(long bytes) {
    room.give(bytes);
  }
}

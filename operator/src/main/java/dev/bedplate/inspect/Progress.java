package dev.bedplate.inspect;

import dev.bedplate.image.Digest;

/** Hears how the reading of layers goes on; called from several threads. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void layerStarted(Digest layer, long size) {}

        @Override
        public void received(Digest layer, long bytes) {}

        @Override
        public void layerFinished(Digest layer) {}
      };

  /** A layer of {@code size} stored bytes is being read. */
  void layerStarted(Digest layer, long size);

  /** Further {@code bytes} stored bytes have arrived. */
  void received(Digest layer, long bytes);

  /** The layer has been read, or reading it has failed. */
  void layerFinished(Digest layer);
}

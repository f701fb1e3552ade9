package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.source.ImageUnavailableException;

/** Hears how the reading of images goes on; called from several threads. */
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

        @Override
        public void candidateUnread(ImageReference candidate, ImageUnavailableException failure) {}
      };

  /** A layer of {@code size} stored bytes is being read. */
  void layerStarted(Digest layer, long size);

  /** Further {@code bytes} stored bytes have arrived. */
  void received(Digest layer, long bytes);

  /** The layer has been read, or reading it has failed. */
  void layerFinished(Digest layer);

  /** A candidate base image could not be read, so nothing was compared with it. */
  void candidateUnread(ImageReference candidate, ImageUnavailableException failure);
}

package dev.bedplate.cli;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import dev.bedplate.workload.manifest.ManifestDocument;
import java.time.LocalDate;
import java.util.List;

/** What commands need from the rest of the program. */
public interface Engine extends AutoCloseable {
  /** Reads images. */
  ImageInspector inspector();

  /** The reference written as {@code text}. */
  ImageReference reference(String text);

  /** Credentials and a fresh deadline for one image. */
  Access access();

  /** The support of a distribution release on the day {@code today}. */
  Lifecycle lifecycle(Distribution distribution, LocalDate today);

  /** The configured platforms; empty when nothing is configured. */
  List<Platform> platforms();

  /**
   * Compiles policies and exceptions.
   *
   * @param further in force too, but for what the documents define under the same name
   */
  PolicySet policies(List<ManifestDocument> documents, Catalog further);

  /**
   * The cluster of the current kubeconfig, which is closed with the engine.
   *
   * @throws InvalidInput when there is no kubeconfig that can be read
   */
  ClusterReader cluster() throws InvalidInput;

  @Override
  void close();
}

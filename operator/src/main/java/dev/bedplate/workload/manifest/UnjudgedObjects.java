package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read and is not judged.
 *
 * @param kinds by name, those that run containers first
 * @param withoutImage workloads that name no image at all
 * @param containers of judged workloads that name no image
 */
public record UnjudgedObjects(List<Kind> kinds, Notes withoutImage, Notes containers) {
  /** Nothing. */
  public static final UnjudgedObjects NONE = new UnjudgedObjects(List.of(), Notes.NONE, Notes.NONE);

  public UnjudgedObjects {
    kinds = List.copyOf(kinds);
  }

  /**
   * All objects of one kind that is not judged.
   *
   * @param runsContainers whether one of them holds containers with images, or is misspelt
   * @param suggestion the kind that was probably meant, or null
   * @param first where the first of those that run containers stands, else the first of all
   */
  public record Kind(
      String apiVersion,
      String kind,
      int objects,
      boolean runsContainers,
      @Nullable String suggestion,
      Source first) {}

  /**
   * Places in files, of which only the first are kept.
   *
   * @param count of all
   */
  public record Notes(List<ManifestError> first, int count) {
    /** No place. */
    public static final Notes NONE = new Notes(List.of(), 0);

    public Notes {
      first = List.copyOf(first);
    }
  }
}

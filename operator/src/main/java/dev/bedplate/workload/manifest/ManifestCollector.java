package dev.bedplate.workload.manifest;

import dev.bedplate.image.ImageReference;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.UnjudgedObjects.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sorts the objects of many files, one after another; keeps workloads and counts the others. */
public final class ManifestCollector implements Consumer<ManifestDocument> {
  private static final int MAX_NOTES = 100;
  private final WorkloadObjects objects;
  private final List<Workload> workloads = new ArrayList<>();
  private final List<ManifestError> errors = new ArrayList<>();
  private final List<ManifestError> withoutImage = new ArrayList<>();
  private final List<ManifestError> containers = new ArrayList<>();
  private final UnjudgedKinds kinds = new UnjudgedKinds();
  private int withoutImageCount;
  private int containerCount;

  /**
   * A collector that has seen nothing.
   *
   * @param namespace of objects that name none
   */
  public ManifestCollector(String namespace, Function<String, ImageReference> references) {
    objects = new WorkloadObjects(namespace, references);
  }

  @Override
  public void accept(ManifestDocument document) {
    Optional<WorkloadKind> kind = WorkloadKind.of(document);
    if (kind.isPresent()) {
      workload(kind.get(), document);
    } else if (objects.isNamespace(document)) {
      objects.namespace(new Fields(document, errors));
      kinds.add(document);
    } else {
      kinds.add(document);
    }
  }

  /** One that is broken is not judged: what it would run cannot be known. */
  private void workload(WorkloadKind kind, ManifestDocument document) {
    var wrong = new ArrayList<ManifestError>();
    Workload workload = objects.workload(kind, new Fields(document, wrong));
    List<ManifestError> notes = Overlooked.in(document);
    if (!wrong.isEmpty()) {
      errors.addAll(wrong);
    } else if (workload.images().isEmpty()) {
      withoutImageCount++;
      keep(notes, withoutImage);
    } else {
      workloads.add(workload);
      containerCount += notes.size();
      keep(notes, containers);
    }
  }

  private static void keep(List<ManifestError> notes, List<ManifestError> kept) {
    notes.stream().limit(Math.max(0, MAX_NOTES - kept.size())).forEach(kept::add);
  }

  /** The workloads so far, with the labels of those namespaces that were among the objects. */
  public List<Workload> workloads() {
    return workloads.stream().map(objects::labelled).toList();
  }

  /** What is wrong with workloads and namespaces. */
  public List<ManifestError> errors() {
    return List.copyOf(errors);
  }

  /** What was not judged so far. */
  public UnjudgedObjects unjudged() {
    return new UnjudgedObjects(
        kinds.all(),
        new Notes(withoutImage, withoutImageCount),
        new Notes(containers, containerCount));
  }
}

package dev.bedplate.check;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.policy.Bounds;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.source.Access;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The use case: gathers the facts of a workload's images, then has the judge decide. */
public final class Checker {
  /** Of a large cluster: the deadline of an image does not run while others are read. */
  private static final int IMAGES_AT_ONCE = 32;

  /** Of one workload: all of most, and of the others no more threads than there is memory for. */
  private static final int IMAGES_OF_ONE = 256;

  /** In place of the name of a policy. */
  private static final String ALL = "*";

  private final Gathering gathering;
  private final Judge judge;

  /**
   * A checker over one judge.
   *
   * @param platforms those an image is judged for, the worst one deciding
   */
  public Checker(
      ImageInspector inspector, Judge judge, Function<ImageReference, List<Platform>> platforms) {
    gathering = new Gathering(inspector, platforms);
    this.judge = judge;
  }

  /**
   * The verdict on one workload at {@code now}, decided within {@code bounds}. Images of which all
   * is known are judged before others are waited for: what refuses the workload does not depend on
   * how many others there are, and then these get half of the time.
   */
  public Report check(Workload workload, Supplier<Access> access, Instant now, Bounds bounds) {
    Gathered gathered = known(List.of(workload), access);
    if (gathered.found().isEmpty() || gathered.unknown().isEmpty()) {
      read(gathered, access);
      return decide(workload, gathered, now, bounds);
    }
    var judged = new ArrayList<ContainerImage>();
    var open = new ArrayList<ContainerImage>();
    for (ContainerImage image : workload.images()) {
      (gathered.found().containsKey(image.reference().original()) ? judged : open).add(image);
    }
    Report report = decide(workload.withImages(judged), gathered, now, bounds);
    boolean denied = report.denied();
    read(gathered, denied ? () -> access.get().hurried() : access);
    Bounds left = denied ? bounds.afterDenial() : bounds;
    return report.and(decide(workload.withImages(open), gathered, now, left), workload);
  }

  private void read(Gathered gathered, Supplier<Access> access) {
    read(gathered, access, () -> threads(IMAGES_OF_ONE), Runnable::run);
  }

  private Report decide(Workload workload, Gathered gathered, Instant now, Bounds bounds) {
    return judge.decide(workload, facts(workload, gathered.found()), now, bounds);
  }

  /**
   * The verdict on one workload at {@code now}, with the facts it is based on.
   *
   * @param waiting runs what has to wait for registries before it returns; asked only for that
   */
  public Checked examine(
      Workload workload, Supplier<Access> access, Consumer<Runnable> waiting, Instant now) {
    Map<String, List<Inspection>> found =
        inspect(List.of(workload), access, () -> threads(IMAGES_OF_ONE), waiting);
    Map<ContainerImage, List<Inspection>> facts = facts(workload, found);
    return new Checked(judge.decide(workload, facts, now, Bounds.shown(() -> _ -> true)), facts);
  }

  /**
   * What one image is, which needs no verdict.
   *
   * @param waiting runs what has to wait for registries before it returns; asked only for that
   */
  public List<Inspection> inspect(
      ImageReference image, Supplier<Access> access, Consumer<Runnable> waiting) {
    return gathering
        .known(image, access)
        .orElseGet(
            () -> {
              var found = new ArrayList<Inspection>();
              waiting.accept(() -> found.addAll(inspect(image, access)));
              return found;
            });
  }

  private List<Inspection> inspect(ImageReference image, Supplier<Access> access) {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    return gathering.inspect(List.of(image), access, threads).getFirst();
  }

  /**
   * The verdicts on several workloads, in their order; an image that several of them use is
   * inspected once.
   *
   * @param access asked once per image, so that each may have a deadline of its own
   */
  public List<Report> check(List<Workload> workloads, Supplier<Access> access, Instant now) {
    Map<String, List<Inspection>> found =
        inspect(workloads, access, () -> threads(IMAGES_AT_ONCE), Runnable::run);
    return workloads.stream()
        .map(workload -> decided(workload, facts(workload, found), now))
        .toList();
  }

  /** A workload that cannot be judged leaves the others their verdicts. */
  private Report decided(
      Workload workload, Map<ContainerImage, List<Inspection>> facts, Instant now) {
    try {
      return judge.decide(workload, facts, now, Bounds.NONE);
    } catch (RuntimeException | Error e) {
      String fault = Faults.told(workload.kind() + " " + workload.name(), e);
      List<Undecidable> open =
          workload.images().stream()
              .map(
                  it ->
                      new Undecidable(
                          ALL, UndecidedReason.FactUnknown, it, fault, OnUndecided.Warn))
              .toList();
      return new Report(workload, new Verdict.Undecided(open, List.of()), false);
    }
  }

  private static ExecutorService threads(int most) {
    return Executors.newFixedThreadPool(most, Thread.ofVirtual().factory());
  }

  private Map<String, List<Inspection>> inspect(
      List<Workload> workloads,
      Supplier<Access> access,
      Supplier<ExecutorService> threads,
      Consumer<Runnable> waiting) {
    Gathered gathered = known(workloads, access);
    read(gathered, access, threads, waiting);
    return gathered.found();
  }

  /** What was found of images by their name, and those that have to be read. */
  private record Gathered(
      Map<String, List<Inspection>> found, Map<String, ImageReference> unknown) {}

  private Gathered known(List<Workload> workloads, Supplier<Access> access) {
    var gathered = new Gathered(new HashMap<>(), new LinkedHashMap<>());
    for (Workload workload : workloads) {
      for (ContainerImage image : workload.images()) {
        ImageReference reference = image.reference();
        String name = reference.original();
        if (!gathered.found().containsKey(name) && !gathered.unknown().containsKey(name)) {
          gathering
              .known(reference, access)
              .ifPresentOrElse(
                  it -> gathered.found().put(name, it),
                  () -> gathered.unknown().put(name, reference));
        }
      }
    }
    return gathered;
  }

  private void read(
      Gathered gathered,
      Supplier<Access> access,
      Supplier<ExecutorService> threads,
      Consumer<Runnable> waiting) {
    if (gathered.unknown().isEmpty()) {
      return;
    }
    waiting.accept(
        () -> {
          var references = List.copyOf(gathered.unknown().values());
          List<List<Inspection>> read = gathering.inspect(references, access, threads.get());
          for (int i = 0; i < references.size(); i++) {
            gathered.found().put(references.get(i).original(), read.get(i));
          }
        });
  }

  private static Map<ContainerImage, List<Inspection>> facts(
      Workload workload, Map<String, List<Inspection>> found) {
    var facts = new LinkedHashMap<ContainerImage, List<Inspection>>();
    for (ContainerImage image : workload.images()) {
      facts.put(image, found.getOrDefault(image.reference().original(), List.of()));
    }
    return facts;
  }
}

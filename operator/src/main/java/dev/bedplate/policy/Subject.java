package dev.bedplate.policy;

import dev.bedplate.image.Completeness;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BiFunction;

/**
 * One inspected image of one workload at one moment: what a rule judges.
 *
 * @param derived what conditions make of the facts, for all containers with the image
 */
public record Subject(
    Workload workload,
    ContainerImage image,
    Inspected inspected,
    Instant now,
    BiFunction<Distribution, LocalDate, Lifecycle> lifecycles,
    Once derived) {
  /** A subject for whose facts nothing was made yet. */
  public Subject(
      Workload workload,
      ContainerImage image,
      Inspected inspected,
      Instant now,
      BiFunction<Distribution, LocalDate, Lifecycle> lifecycles) {
    this(workload, image, inspected, now, lifecycles, new Once());
  }

  /** The same image in another container. */
  Subject of(ContainerImage other) {
    return new Subject(workload, other, inspected, now, lifecycles, derived);
  }

  ImageFacts facts() {
    return inspected.facts();
  }

  /** Whether every fact could be established. */
  boolean complete() {
    return facts().completeness().complete();
  }

  /** Whether what is not in the image's layers is known not to be there, by its name. */
  boolean layersRead() {
    Completeness completeness = facts().completeness();
    return completeness.complete()
        || (completeness.unsupported().isEmpty() && !completeness.errors().isEmpty());
  }

  /** The support of the image's distribution on the day of the question, in UTC. */
  public Lifecycle lifecycle() {
    return lifecycles.apply(facts().distribution(), today());
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** {@code " (/path)"} of the first file that proved one of the facts, best first, or nothing. */
  String proof(String... facts) {
    for (String fact : facts) {
      for (Evidence evidence : facts().evidence()) {
        if (evidence.fact().startsWith(fact) && evidence.path() != null) {
          return " (" + evidence.path() + ")";
        }
      }
    }
    return "";
  }
}

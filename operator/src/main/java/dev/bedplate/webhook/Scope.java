package dev.bedplate.webhook;

import dev.bedplate.image.ImageReference;
import dev.bedplate.webhook.Scoped.Judged;
import dev.bedplate.webhook.Scoped.Passed;
import dev.bedplate.webhook.Scoped.Unreadable;
import dev.bedplate.workload.CarriedImage;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.Workloads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which reviews need a verdict. Only {@code object} is judged; {@code oldObject} serves to
 * recognise an update that leaves every image as it is, and nothing else of it is believed.
 */
final class Scope {
  private static final Set<String> WITHOUT_IMAGES = Set.of("status", "scale");
  private static final Workload.Source NOWHERE = new Workload.Source("", 1, 1);
  private final Set<String> excluded;
  private final Function<String, ImageReference> references;

  /** A scope without the objects of the namespaces {@code excluded}. */
  Scope(Set<String> excluded, Function<String, ImageReference> references) {
    this.excluded = Set.copyOf(excluded);
    this.references = references;
  }

  Scoped of(AdmissionReview review) {
    if (excluded.contains(review.namespace())) {
      return new Passed();
    }
    return switch (review.operation()) {
      case Delete, Connect -> new Passed();
      case Create, Update ->
          WITHOUT_IMAGES.contains(review.subResource()) ? new Passed() : judged(review);
    };
  }

  private Scoped judged(AdmissionReview review) {
    Map<String, Object> object = review.object();
    if (object == null) {
      return new Unreadable("request.object must be there");
    }
    Workloads read = read(review, object);
    if (!read.errors().isEmpty()) {
      var error = read.errors().getFirst();
      return new Unreadable("request.object." + error.field() + " " + error.problem());
    }
    if (read.workloads().isEmpty()) {
      return new Passed();
    }
    Workload workload = read.workloads().getFirst();
    return sameImages(review, workload) ? new Passed() : new Judged(workload);
  }

  private boolean sameImages(AdmissionReview review, Workload workload) {
    @Nullable Map<String, Object> old = review.oldObject();
    if (review.operation() != Operation.Update || old == null) {
      return false;
    }
    Workloads before = read(review, old);
    return before.errors().isEmpty()
        && !before.workloads().isEmpty()
        && CarriedImage.all(before.workloads().getFirst().images())
            .equals(CarriedImage.all(workload.images()));
  }

  private Workloads read(AdmissionReview review, Map<String, Object> object) {
    var typed = new HashMap<>(object);
    typed.put("apiVersion", review.apiVersion());
    typed.put("kind", review.kind());
    return Workloads.of(
        List.of(new ManifestDocument(typed, NOWHERE)), review.namespace(), references);
  }
}

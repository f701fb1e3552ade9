package dev.bedplate.webhook;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request of an {@code admission.k8s.io/v1} AdmissionReview, as far as Bedplate needs it.
 *
 * @param uid names the review; the answer repeats it
 * @param apiVersion of the kind that {@code object} is written in, such as {@code apps/v1}
 * @param resource plural name, such as {@code pods}
 * @param subResource empty for the object itself
 * @param name may be empty when the API server is to generate one
 * @param namespace empty for cluster-scoped objects
 * @param dryRun whether nothing will be stored, so that no side effect is allowed either
 * @param object as it would be stored, as far as an answer depends on it
 * @param oldObject as it is stored now; null on creation
 */
public record AdmissionReview(
    String uid,
    String apiVersion,
    String kind,
    String resource,
    String subResource,
    String name,
    String namespace,
    Operation operation,
    boolean dryRun,
    @Nullable Map<String, Object> object,
    @Nullable Map<String, Object> oldObject) {
  /** The controller that the object says it belongs to; a claim, not yet a fact. */
  public Optional<OwnerReference> controller() {
    return object == null ? Optional.empty() : OwnerReference.controller(object);
  }
}

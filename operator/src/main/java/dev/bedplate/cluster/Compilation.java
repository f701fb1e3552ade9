package dev.bedplate.cluster;

import dev.bedplate.catalog.FieldError;
import dev.bedplate.catalog.PolicyReader;
import java.util.List;

/**
 * What a policy or exception of the cluster compiles to.
 *
 * @param unknown fields that this version does not know and does not apply
 */
public record Compilation(PolicyReader.Document document, List<FieldError> unknown) {
  public Compilation {
    unknown = List.copyOf(unknown);
  }
}

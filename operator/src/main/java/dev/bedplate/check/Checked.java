package dev.bedplate.check;

import dev.bedplate.image.Inspection;
import dev.bedplate.policy.Report;
import dev.bedplate.workload.ContainerImage;
import java.util.List;
import java.util.Map;

/**
 * A verdict with what it was based on.
 *
 * @param facts one inspection per image and platform
 */
public record Checked(Report report, Map<ContainerImage, List<Inspection>> facts) {
  public Checked {
    facts = Map.copyOf(facts);
  }
}

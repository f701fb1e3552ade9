package dev.bedplate.check;

import dev.bedplate.image.Inspection;
import dev.bedplate.policy.Bounds;
import dev.bedplate.policy.Report;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The policies and exceptions in force, ready to decide. */
@FunctionalInterface
public interface Judge {
  /** The verdict on {@code workload}, one inspection per image and platform given. */
  Report decide(
      Workload workload, Map<ContainerImage, List<Inspection>> facts, Instant now, Bounds bounds);
}

package dev.bedplate.cluster;

import dev.bedplate.cluster.Ownership.Claim;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the workloads that need a verdict from objects that are listed once. */
final class ListedWorkloads {
  /** An owner must be known before what it makes. */
  static final List<WorkloadKind> OWNERS_FIRST =
      List.of(
          WorkloadKind.Deployment,
          WorkloadKind.StatefulSet,
          WorkloadKind.DaemonSet,
          WorkloadKind.ReplicaSet,
          WorkloadKind.CronJob,
          WorkloadKind.Job,
          WorkloadKind.Pod);

  private final Map<Claim, List<ContainerImage>> owners = new HashMap<>();
  private final List<Workload> workloads = new ArrayList<>();

  /** Takes one object; {@code labels} are those of its namespace, or null when not known. */
  void add(WorkloadObject object, @Nullable Map<String, String> labels) {
    Workload workload = WorkloadReader.read(object, labels);
    if (object.workloadKind() != WorkloadKind.Pod) {
      owners.put(Claim.on(object), workload.images());
    }
    Optional<List<ContainerImage>> owner = Ownership.claim(object).map(owners::get);
    if (owner.isEmpty()) {
      workloads.add(workload);
      return;
    }
    List<ContainerImage> beyond = Ownership.beyond(owner.get(), object);
    if (!beyond.isEmpty()) {
      workloads.add(workload.withImages(beyond));
    }
  }

  List<Workload> workloads() {
    return workloads;
  }
}

package dev.bedplate.cli;

import dev.bedplate.workload.Workload;
import java.util.List;

/** What a check was given. */
record CheckInput(List<Workload> workloads, Unjudged unjudged) {
  CheckInput {
    workloads = List.copyOf(workloads);
  }
}

package dev.bedplate.reconcile;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.ClusterView;
import java.time.Clock;

/** What the reconcilers of all kinds share. */
record Desk(
    ClusterView view,
    Owners owners,
    Checker checker,
    RegistryAccess access,
    TagLooks looks,
    MarksComposer composer,
    MarksWriter writer,
    VerdictBoard board,
    Pods pods,
    RunningImages runningImages,
    Retries retries,
    Turns turns,
    Announcer announcer,
    Clock clock) {}

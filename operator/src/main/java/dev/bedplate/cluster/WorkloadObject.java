package dev.bedplate.cluster;

import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of one of the seven workload kinds, reduced to the images it runs. */
public abstract class WorkloadObject extends ReducedObject implements Namespaced {
  private static final long serialVersionUID = 1L;
  private final transient WorkloadKind workloadKind;

  WorkloadObject(WorkloadKind workloadKind) {
    this.workloadKind = workloadKind;
  }

  /** The class of one kind. */
  public static Class<? extends WorkloadObject> typeOf(WorkloadKind kind) {
    return switch (kind) {
      case Deployment -> DeploymentObject.class;
      case StatefulSet -> StatefulSetObject.class;
      case DaemonSet -> DaemonSetObject.class;
      case ReplicaSet -> ReplicaSetObject.class;
      case Job -> JobObject.class;
      case CronJob -> CronJobObject.class;
      case Pod -> PodObject.class;
    };
  }

  /** Which of the seven kinds this is. */
  public final WorkloadKind workloadKind() {
    return workloadKind;
  }

  /** The object as the manifest reader takes it: plain maps. */
  public final Map<String, Object> manifest() {
    return plain();
  }

  @Override
  final @Nullable Object reduced(String field, Object value) {
    return switch (field) {
      case "spec" -> Idle.keeping(workloadKind, value, PodTemplate.reduced(workloadKind, value));
      case "status" -> status(value);
      default -> null;
    };
  }

  private @Nullable Object status(Object value) {
    return switch (workloadKind) {
      case Pod -> PodTemplate.running(value);
      case Job -> Idle.finished(value);
      case Deployment, StatefulSet, DaemonSet, ReplicaSet, CronJob -> null;
    };
  }

  /** A Deployment. */
  @Group("apps")
  @Version("v1")
  @Kind("Deployment")
  @Singular("deployment")
  @Plural("deployments")
  public static final class DeploymentObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public DeploymentObject() {
      super(WorkloadKind.Deployment);
    }
  }

  /** A StatefulSet. */
  @Group("apps")
  @Version("v1")
  @Kind("StatefulSet")
  @Singular("statefulset")
  @Plural("statefulsets")
  public static final class StatefulSetObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public StatefulSetObject() {
      super(WorkloadKind.StatefulSet);
    }
  }

  /** A DaemonSet. */
  @Group("apps")
  @Version("v1")
  @Kind("DaemonSet")
  @Singular("daemonset")
  @Plural("daemonsets")
  public static final class DaemonSetObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public DaemonSetObject() {
      super(WorkloadKind.DaemonSet);
    }
  }

  /** A ReplicaSet. */
  @Group("apps")
  @Version("v1")
  @Kind("ReplicaSet")
  @Singular("replicaset")
  @Plural("replicasets")
  public static final class ReplicaSetObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public ReplicaSetObject() {
      super(WorkloadKind.ReplicaSet);
    }
  }

  /** A Job. */
  @Group("batch")
  @Version("v1")
  @Kind("Job")
  @Singular("job")
  @Plural("jobs")
  public static final class JobObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public JobObject() {
      super(WorkloadKind.Job);
    }
  }

  /** A CronJob. */
  @Group("batch")
  @Version("v1")
  @Kind("CronJob")
  @Singular("cronjob")
  @Plural("cronjobs")
  public static final class CronJobObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public CronJobObject() {
      super(WorkloadKind.CronJob);
    }
  }

  /** A Pod. */
  @Group("")
  @Version("v1")
  @Kind("Pod")
  @Singular("pod")
  @Plural("pods")
  public static final class PodObject extends WorkloadObject {
    private static final long serialVersionUID = 1L;

    /** Made by the JSON reader. */
    public PodObject() {
      super(WorkloadKind.Pod);
    }
  }
}

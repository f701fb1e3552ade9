package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.dependent.DependentResourceSpec;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * How one workload kind is watched: in all namespaces but the excluded ones, by pages, and without
 * reacting to updates that change nothing a verdict depends on.
 */
record WorkloadConfiguration<T extends WorkloadObject>(
    Class<T> type, ConfigurationService service, InformerConfiguration<T> informer)
    implements ControllerConfiguration<T> {
  private static final long PAGE = 500;

  static <T extends WorkloadObject> WorkloadConfiguration<T> of(
      Class<T> type, ConfigurationService service, Set<String> excludedNamespaces) {
    var selector = new FieldSelectorBuilder();
    excludedNamespaces.stream()
        .sorted()
        .forEach(it -> selector.withoutField("metadata.namespace", it));
    InformerConfiguration<T> informer =
        InformerConfiguration.builder(type)
            .withWatchAllNamespaces()
            .withInformerListLimit(PAGE)
            .withFieldSelector(selector.build())
            .withOnUpdateFilter(WorkloadConfiguration::matters)
            .buildForController();
    return new WorkloadConfiguration<>(type, service, informer);
  }

  private static boolean matters(WorkloadObject after, WorkloadObject before) {
    // After a gap a watch tells of an object that took the name of another as of a changed one.
    return !after.getMetadata().getUid().equals(before.getMetadata().getUid())
        || !after.getAdditionalProperties().equals(before.getAdditionalProperties())
        || !Objects.equals(after.getMetadata().getLabels(), before.getMetadata().getLabels())
        || !Objects.equals(
            after.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
        || !Objects.equals(
            after.getMetadata().getOwnerReferences(), before.getMetadata().getOwnerReferences());
  }

  @Override
  public String getName() {
    return type.getSimpleName().replace("Object", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isGenerationAware() {
    return false;
  }

  /** Deletions must be seen too: a workload that is gone no longer counts. */
  @Override
  public boolean triggerReconcilerOnAllEvents() {
    return true;
  }

  @Override
  public String getAssociatedReconcilerClassName() {
    return WorkloadReconciler.class.getName();
  }

  @Override
  public ConfigurationService getConfigurationService() {
    return service;
  }

  @Override
  public InformerConfiguration<T> getInformerConfig() {
    return informer;
  }

  @Override
  public <C> C getConfigurationFor(DependentResourceSpec<?, T, C> spec) {
    throw new IllegalStateException("there are no dependent resources");
  }
}

package dev.bedplate.webhook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows the labels of namespaces, without asking anybody. */
@FunctionalInterface
public interface NamespaceLabels {
  /** The labels of one namespace; null when they are not known, which counts as selected. */
  @Nullable Map<String, String> of(String namespace);
}

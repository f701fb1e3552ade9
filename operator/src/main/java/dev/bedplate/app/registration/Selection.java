package dev.bedplate.app.registration;

import dev.bedplate.policy.Selector;
import dev.bedplate.policy.Selector.Operator;
import dev.bedplate.policy.Selector.Requirement;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which objects of the kinds in its rules a webhook is asked about. */
final class Selection {
  private Selection() {}

  /** Those of some namespaces, given by name with their labels, that it is not asked about. */
  static SortedMap<String, Map<String, String>> leftOut(
      ValidatingWebhook webhook, Map<String, Map<String, String>> namespaces) {
    Selector selector = selector(webhook.getNamespaceSelector());
    var leftOut = new TreeMap<String, Map<String, String>>();
    namespaces.forEach(
        (name, labels) -> {
          if (!selector.matches(labels)) {
            leftOut.put(name, labels);
          }
        });
    return leftOut;
  }

  /** What leaves objects out that neither the chart nor the operator wrote; empty for nothing. */
  static String narrowing(ValidatingWebhook webhook) {
    List<String> found = new ArrayList<>();
    if (!selector(webhook.getObjectSelector()).requirements().isEmpty()) {
      found.add("objectSelector");
    }
    webhook.getMatchConditions().stream()
        .filter(it -> !WebhookRegistration.CONDITIONS.contains(it))
        .map(MatchCondition::getName)
        .map(it -> "matchConditions " + it)
        .forEach(found::add);
    if (!AskedAbout.heartbeat(webhook.getRules())) {
      found.add("rules without inspectedimages");
    }
    return String.join(", ", found);
  }

  private static Selector selector(@Nullable LabelSelector selector) {
    if (selector == null) {
      return Selector.EVERYTHING;
    }
    Map<String, String> labels =
        Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of());
    return new Selector(
        Stream.concat(
                labels.entrySet().stream()
                    .map(it -> new Requirement(it.getKey(), Operator.In, Set.of(it.getValue()))),
                selector.getMatchExpressions().stream()
                    .map(
                        it ->
                            new Requirement(
                                it.getKey(),
                                Operator.valueOf(it.getOperator()),
                                Set.copyOf(it.getValues()))))
            .toList());
  }
}

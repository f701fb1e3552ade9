package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** What the annotations cannot say. */
@NullUnmarked
final class Finishing implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of(
          "Mode",
          "Accepted",
          "Violating",
          "Undecided",
          "Active",
          "Distribution",
          "Version",
          "Libc",
          "Packages",
          "Size",
          "Base",
          "Lifecycle",
          "Workloads",
          "Expires",
          "Age");
  private static final List<String> TIMES =
      List.of("enforceAfter", "expires", "lastReferenced", "lastTransitionTime");

  @Override
  public HasMetadata process(HasMetadata definition, String version) {
    CustomResourceDefinitionVersion served =
        ((CustomResourceDefinition) definition).getSpec().getVersions().getFirst();
    served
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
    JSONSchemaProps schema = served.getSchema().getOpenAPIV3Schema();
    schema.setRequired(List.of("spec"));
    times(schema);
    JSONSchemaProps facts = schema.getProperties().get("spec").getProperties().get("facts");
    if (facts != null) {
      // Written as a whole; the server then records one owned field instead of sixty.
      facts.setXKubernetesMapType("atomic");
    }
    conditions(schema.getProperties().get("status").getProperties().get("conditions"));
    return definition;
  }

  private static void times(JSONSchemaProps schema) {
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      TIMES.forEach(name -> properties.computeIfPresent(name, (key, time) -> dateTime(time)));
      properties.values().forEach(Finishing::times);
    }
    if (schema.getItems() != null) {
      times(schema.getItems().getSchema());
    }
  }

  private static JSONSchemaProps dateTime(JSONSchemaProps time) {
    time.setFormat("date-time");
    return time;
  }

  /** As meta/v1 Condition has it. */
  private static void conditions(JSONSchemaProps conditions) {
    if (conditions == null) {
      return;
    }
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    JSONSchemaProps condition = conditions.getItems().getSchema();
    condition.setRequired(List.of("type", "status"));
    Map<String, JSONSchemaProps> fields = condition.getProperties();
    fields.get("type").setMaxLength(316L);
    fields.get("reason").setMaxLength(1024L);
    fields.get("message").setMaxLength(32768L);
    fields.get("lastTransitionTime").setMaxLength(40L);
    fields
        .get("status")
        .setEnum(List.of(new TextNode("True"), new TextNode("False"), new TextNode("Unknown")));
  }
}

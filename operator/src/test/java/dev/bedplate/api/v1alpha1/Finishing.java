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

  private record About(String kind, String spec, String status) {}

  private static final Map<String, About> ABOUT =
      Map.of(
          "baseimagepolicies",
          new About(
              "A policy for the whole cluster about what images are built on.",
              "What is demanded of which images, and what happens when they differ.",
              "What the operator says about the policy; written by it alone."),
          "baseimageexceptions",
          new About(
              "Violations of policies that are tolerated until a date.",
              "Which violations of what are tolerated, why, and until when.",
              "What the operator says about the exception; written by it alone."),
          "inspectedimages",
          new About(
              "The facts of one image for one platform, named after the digest of its manifest;"
                  + " written by the operator alone and removed a day after the last use.",
              "What is known about the image, and how it was reached.",
              "What changes about the image although its bytes do not."));
  private static final Map<String, String> CONDITION =
      Map.of(
          "type", "What the condition is about, such as Accepted.",
          "status", "True, False or Unknown.",
          "reason", "One word that says why, such as Invalid.",
          "message", "Why, for people.",
          "lastTransitionTime", "When the status last changed (RFC 3339).",
          "observedGeneration", "The generation of the spec that the condition is about.");

  @Override
  public HasMetadata process(HasMetadata definition, String version) {
    CustomResourceDefinitionVersion served =
        ((CustomResourceDefinition) definition).getSpec().getVersions().getFirst();
    served
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
    JSONSchemaProps schema = served.getSchema().getOpenAPIV3Schema();
    schema.setRequired(List.of("spec"));
    explain(schema, definition.getMetadata().getName());
    times(schema);
    JSONSchemaProps facts = schema.getProperties().get("spec").getProperties().get("facts");
    if (facts != null) {
      // Written as a whole; the server then records one owned field instead of sixty.
      facts.setXKubernetesMapType("atomic");
    }
    conditions(schema.getProperties().get("status").getProperties().get("conditions"));
    return definition;
  }

  /** What belongs to a kind as a whole. */
  private static void explain(JSONSchemaProps schema, String definition) {
    About about = ABOUT.get(definition.substring(0, definition.indexOf('.')));
    schema.setDescription(about.kind());
    schema.getProperties().get("spec").setDescription(about.spec());
    schema.getProperties().get("status").setDescription(about.status());
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
    CONDITION.forEach((name, text) -> fields.get(name).setDescription(text));
    fields.get("type").setMaxLength(316L);
    fields.get("reason").setMaxLength(1024L);
    fields.get("message").setMaxLength(32768L);
    fields.get("lastTransitionTime").setMaxLength(40L);
    fields
        .get("status")
        .setEnum(List.of(new TextNode("True"), new TextNode("False"), new TextNode("Unknown")));
  }
}

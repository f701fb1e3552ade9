package dev.bedplate.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The facts of one image for one platform, named {@code sha256-<hex>} after its manifest's digest;
 * written by the operator alone.
 */
@Group("bedplate.dev")
@Version("v1alpha1")
@ShortNames("ii")
@Categories("bedplate")
@ValidationRule(
    value = "self.metadata.name == self.spec.digest.replace(':', '-')",
    message = "the name must be the digest with - for :")
@AdditionalPrinterColumn(
    name = "Distribution",
    jsonPath = ".spec.facts.distribution.id",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Version",
    jsonPath = ".spec.facts.distribution.version",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Libc",
    jsonPath = ".spec.facts.libc.kind",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Packages",
    jsonPath = ".spec.facts.packages.count",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Size",
    jsonPath = ".spec.size",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Base",
    jsonPath = ".spec.facts.base.name",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Lifecycle",
    jsonPath = ".status.lifecycle",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Workloads",
    jsonPath = ".status.workloads",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class InspectedImage extends CustomResource<InspectedImageSpec, InspectedImageStatus> {
  private static final long serialVersionUID = 1L;
}

package dev.bedplate.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Violations that are tolerated until a date; an API object, not a Java exception. */
@Group("bedplate.dev")
@Version("v1alpha1")
@ShortNames("bie")
@Categories("bedplate")
@AdditionalPrinterColumn(
    name = "Active",
    jsonPath = ".status.active",
    type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
    name = "Expires",
    jsonPath = ".spec.expires",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class BaseImageException
    extends CustomResource<BaseImageExceptionSpec, BaseImageExceptionStatus> {
  private static final long serialVersionUID = 1L;
}

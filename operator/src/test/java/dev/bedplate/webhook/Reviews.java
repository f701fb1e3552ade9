package dev.bedplate.webhook;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** AdmissionReviews as the API server writes them. */
public final class Reviews {
  private String group = "";
  private String version = "v1";
  private String requestedGroup = "";
  private String requestedVersion = "v1";
  private String namespace = "shop";
  private String kind = "Pod";
  private String resource = "pods";
  private String subResource = "";
  private String operation = "CREATE";
  private String object = pod("debian:12");
  private String oldObject = "null";
  private boolean dryRun;

  /** A review of the creation of a Pod. */
  public static Reviews creating(String object) {
    var review = new Reviews();
    review.object = object;
    return review;
  }

  static Reviews updating(String oldObject, String object) {
    var review = creating(object);
    review.operation = "UPDATE";
    review.oldObject = oldObject;
    return review;
  }

  Reviews of(String group, String kind, String resource) {
    this.group = group;
    requestedGroup = group;
    this.kind = kind;
    this.resource = resource;
    return this;
  }

  Reviews version(String version) {
    this.version = version;
    requestedVersion = version;
    return this;
  }

  /** The client wrote it in another version, which the API server converted. */
  Reviews requestedAs(String group, String version) {
    requestedGroup = group;
    requestedVersion = version;
    return this;
  }

  /** In another namespace than {@code shop}. */
  public Reviews in(String namespace) {
    this.namespace = namespace;
    return this;
  }

  Reviews sub(String subResource) {
    this.subResource = subResource;
    return this;
  }

  Reviews operation(String operation) {
    this.operation = operation;
    return this;
  }

  /** Without side effects. */
  public Reviews dryRun() {
    dryRun = true;
    return this;
  }

  /** As it is posted. */
  public byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }

  /** As text. */
  public String json() {
    return """
    {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {
      "uid": "705ab4f5-6393-11e8-b7cc-42010a800002",
      "kind": {"group": "%s", "version": "%s", "kind": "%s"},
      "resource": {"group": "%s", "version": "%s", "resource": "%s"},
      "subResource": "%s",
      "requestKind": {"group": "%s", "version": "%s", "kind": "%s"},
      "name": "web", "namespace": "%s", "operation": "%s",
      "userInfo": {"username": "ann", "groups": ["dev"], "extra": {"a": ["b"]}},
      "object": %s, "oldObject": %s, "dryRun": %s,
      "options": {"kind": "CreateOptions", "apiVersion": "meta.k8s.io/v1"}}}
    """
        .formatted(
            group,
            version,
            kind,
            group,
            version,
            resource,
            subResource,
            requestedGroup,
            requestedVersion,
            kind,
            namespace,
            operation,
            object,
            oldObject,
            dryRun);
  }

  AdmissionReview review() {
    return switch (decoded()) {
      case Decoded.Understood(var review) -> review;
      case Decoded.Refused refused -> throw new AssertionError(refused);
    };
  }

  /** As it is read when everything may be kept. */
  Decoded decoded() {
    byte[] bytes = bytes();
    return new AdmissionReviewCodec(bytes.length)
        .read(new ByteArrayInputStream(bytes), bytes.length, _ -> null);
  }

  /** A Pod whose only container {@code app} runs {@code image}. */
  public static String pod(String image) {
    return pod("", containers("app", image));
  }

  /** A Pod with more metadata (ending in a comma) and these fields of its spec. */
  static String pod(String metadata, String spec) {
    return """
    {"apiVersion": "v1", "kind": "Pod",
     "metadata": {%s "name": "web", "namespace": "shop", "labels": {"app": "web"},
       "annotations": {"a": "b"}, "managedFields": [{"manager": "x", "fieldsV1": {"f:a": {}}}]},
     "spec": {%s}, "status": {"phase": "Pending"}}
    """
        .formatted(metadata, spec);
  }

  static String containers(String name, String image) {
    return "\"containers\": [{\"name\": \"%s\", \"image\": \"%s\", \"ports\": [{\"containerPort\": 80}]}]"
        .formatted(name, image);
  }

  /** An object of {@code apps} or {@code batch} around a pod template. */
  static String templated(String version, String kind, String metadata, String spec) {
    String template = "{\"metadata\": {}, \"spec\": {%s}}".formatted(spec);
    return """
    {"apiVersion": "%s", "kind": "%s", "metadata": {%s "name": "web", "namespace": "shop"},
     "spec": {"replicas": 3, "template": %s, "jobTemplate": {"spec": {"template": %s}}}}
    """
        .formatted(version, kind, metadata, template, template);
  }

  static String ownedBy(String version, String kind, String uid) {
    return """
    "ownerReferences": [{"apiVersion": "%s", "kind": "%s", "name": "web", "uid": "%s",
      "controller": true, "blockOwnerDeletion": true}],
    """
        .formatted(version, kind, uid);
  }
}

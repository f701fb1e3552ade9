package dev.bedplate.app.management;

import static dev.bedplate.app.management.Metric.Role.BOTH;
import static dev.bedplate.app.management.Metric.Role.CONTROLLER;
import static dev.bedplate.app.management.Metric.Role.WEBHOOK;
import static dev.bedplate.app.management.Metric.Type.COUNTER;
import static dev.bedplate.app.management.Metric.Type.GAUGE;
import static dev.bedplate.app.management.Metric.Type.HISTOGRAM;

import java.util.List;
import java.util.Locale;

/** The table of Bedplate's own metrics, in the order of the reference. */
enum Metric {
  ADMISSION_REVIEWS(
      "bedplate_admission_reviews_total",
      COUNTER,
      WEBHOOK,
      List.of("result", "verdict"),
      "answered reviews; `result`: `Allowed`, `Warned`, `Denied`; `verdict`: `Compliant`,"
          + " `Violating`, `Undecided`, `Exempt`, `NotApplicable` (no policy matches), or `None`"
          + " when none was needed"),
  ADMISSION_DURATION(
      "bedplate_admission_duration_seconds",
      HISTOGRAM,
      WEBHOOK,
      List.of(),
      "from a review read to its answer known"),
  ADMISSION_LONGEST(
      "bedplate_admission_duration_seconds_max",
      GAUGE,
      WEBHOOK,
      List.of(),
      "the longest of these in the last two minutes"),
  ADMISSION_FAILURES(
      "bedplate_admission_failures_total",
      COUNTER,
      WEBHOOK,
      List.of("kind"),
      "reviews without an answer, about which the `failurePolicy` decides; `kind`: `Unreadable`"
          + " (HTTP 400, no review, or its object is not written as its kind demands), `Incomplete`"
          + " (HTTP 400, the body did not come to its end), `TooLarge` (HTTP 413), `Busy` (HTTP"
          + " 429, too many at once), `Unprepared` (HTTP 500, the policies were not read in time),"
          + " `Late` (answered when the API server no longer waited), `Error` (HTTP 500, see the"
          + " log)"),
  CERTIFICATE_EXPIRY(
      "bedplate_certificate_expiry_timestamp_seconds",
      GAUGE,
      WEBHOOK,
      List.of(),
      "when the presented certificate ends, seconds since 1970"),
  INSPECTIONS(
      "bedplate_inspections_total",
      COUNTER,
      BOTH,
      List.of("result"),
      "questions about one image and platform, known or not; `result`: `Inspected`, or the reason"
          + " why it could not be judged, such as `RegistryUnavailable`"),
  INSPECTIONS_UNDER_WAY(
      "bedplate_inspections_under_way",
      GAUGE,
      BOTH,
      List.of(),
      "images being read now or waiting for their turn"),
  REGISTRY_REQUESTS(
      "bedplate_registry_requests_total", COUNTER, BOTH, List.of(), "requests sent to registries"),
  REGISTRY_RECEIVED(
      "bedplate_registry_received_bytes_total",
      COUNTER,
      BOTH,
      List.of(),
      "bytes of bodies received from registries"),
  IMAGES_WRITTEN(
      "bedplate_inspected_images_written_total",
      COUNTER,
      BOTH,
      List.of(),
      "times that an InspectedImage was made to tell of an image, or found to tell of it"),
  IMAGES_LOST(
      "bedplate_inspected_images_lost_total",
      COUNTER,
      BOTH,
      List.of(),
      "times that this was given up: other replicas and the next start read the image again"),
  IMAGES_UNDER_WAY(
      "bedplate_inspected_images_under_way",
      GAUGE,
      BOTH,
      List.of(),
      "InspectedImages being written now or waiting for it"),
  WORKLOADS(
      "bedplate_workloads",
      GAUGE,
      CONTROLLER,
      List.of("verdict"),
      "judged workloads by their last verdict, with the values of"
          + " `bedplate_admission_reviews_total`"),
  WORKLOADS_UNSETTLED(
      "bedplate_workloads_unsettled",
      GAUGE,
      CONTROLLER,
      List.of(),
      "workloads that are looked at again because they are `Undecided`, or because the API server"
          + " did not take their marks"),
  POLICY_VIOLATING(
      "bedplate_policy_violating_workloads",
      GAUGE,
      CONTROLLER,
      List.of("policy"),
      "workloads that violate a policy without an exception; the 200 policies with most of them"),
  ENFORCEMENT(
      "bedplate_enforcement",
      GAUGE,
      CONTROLLER,
      List.of("state"),
      "1 for what the last heartbeats through the API server say, else 0; `state`: `InEffect`, `Lost`"
          + " (nothing is refused by policies), `Unknown`; only in the replica that holds the"
          + " lease"),
  EVENTS_DROPPED(
      "bedplate_events_dropped_total",
      COUNTER,
      BOTH,
      List.of(),
      "notices that did not become part of an Event"),
  LEADER(
      "bedplate_leader",
      GAUGE,
      CONTROLLER,
      List.of(),
      "1 in the replica that holds the lease, else 0"),
  BUILD_INFO("bedplate_build_info", GAUGE, BOTH, List.of("version"), "always 1");

  private final String exposed;
  private final Type type;
  private final Role role;
  private final List<String> labels;
  private final String meaning;

  Metric(String exposed, Type type, Role role, List<String> labels, String meaning) {
    this.exposed = exposed;
    this.type = type;
    this.role = role;
    this.labels = labels;
    this.meaning = meaning;
  }

  /** The name in the text format. */
  String exposed() {
    return exposed;
  }

  Type type() {
    return type;
  }

  List<String> labels() {
    return labels;
  }

  /** The meaning as plain text. */
  String help() {
    return meaning.replace("`", "");
  }

  /** Its row of the reference. */
  String row() {
    String names = String.join(", ", labels.stream().map(label -> "`" + label + "`").toList());
    String roles = role.name().toLowerCase(Locale.ROOT);
    return "| `"
        + exposed
        + "` | "
        + type.word()
        + " | "
        + names
        + " | "
        + roles
        + " | "
        + meaning
        + " |\n";
  }

  /** The types of the text format that are used here. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which processes have the metric. */
  enum Role {
    CONTROLLER,
    WEBHOOK,
    BOTH
  }
}

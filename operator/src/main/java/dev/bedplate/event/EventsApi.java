package dev.bedplate.event;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes Events of {@code events.k8s.io/v1}; needs the verbs create, get and patch. */
final class EventsApi {
  private static final String CONTROLLER = "bedplate.dev/operator";
  private static final int INSTANCE_BYTES = 128;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final String instance;

  EventsApi(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = Notice.cut(instance, INSTANCE_BYTES);
  }

  /** Throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when it is refused. */
  void create(EventName name, Notice notice, Instant now) {
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(name.namespace())
            .withName(name.name())
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(now)))
            .withReportingController(CONTROLLER)
            .withReportingInstance(instance)
            .withType(notice.reason().type().name())
            .withReason(notice.reason().name())
            .withAction(notice.action())
            .withNote(notice.note())
            .withRegarding(reference(notice.regarding()))
            .withRelated(reference(notice.related()))
            .build();
    client.resource(event).create();
  }

  /** Writes how often and when last; throws as {@link #create} does. */
  void update(Series series) {
    EventName name = series.event();
    client
        .resources(Event.class)
        .inNamespace(name.namespace())
        .withName(name.name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                .formatted(series.count(), MICROS.format(series.last())));
  }

  private static @Nullable ObjectReference reference(@Nullable ObjectRef object) {
    return object == null
        ? null
        : new ObjectReferenceBuilder()
            .withApiVersion(object.apiVersion())
            .withKind(object.kind())
            .withNamespace(object.namespace())
            .withName(object.name())
            .withUid(object.uid())
            .build();
  }
}

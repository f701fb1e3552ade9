package dev.bedplate.reconcile;

import dev.bedplate.cluster.WorkloadObject;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has objects show marks, or as many of them as an object can take. */
final class MarksWriter {
  private static final Logger LOG = LoggerFactory.getLogger(MarksWriter.class);
  private static final Writing UNNEEDED = new Writing.Unneeded();
  private final MarksRequests requests;
  private final WrittenMarks written = new WrittenMarks();
  private volatile boolean failing;

  MarksWriter(MarksRequests requests) {
    this.requests = requests;
  }

  /** What an object shows, as far as is known here. */
  Marks shown(WorkloadObject object) {
    return written.shown(object);
  }

  /** Forgets an object that is gone. */
  void forget(String uid) {
    written.forget(uid);
  }

  /** Writes what differs; never throws for what the API server answers or does not. */
  Writing show(WorkloadObject object, Marks wanted) {
    Marks before = written.shown(object);
    Writing outcome = UNNEEDED;
    for (Marks some : wanted.lessAndLess()) {
      Optional<String> patch = MarksPatch.between(object.getMetadata().getUid(), before, some);
      if (patch.isEmpty()) {
        return UNNEEDED;
      }
      outcome = write(object, patch.get(), before, some);
      if (!(outcome instanceof Writing.Failed(var why) && why == Unsettled.Refused)) {
        break;
      }
    }
    return outcome;
  }

  private Writing write(WorkloadObject object, String patch, Marks before, Marks after) {
    try {
      requests.patch(object, patch);
      succeeded();
      written.remember(object, after);
      return new Writing.Done(before, after);
    } catch (KubernetesClientException e) {
      return switch (Refusal.of(e)) {
        case Gone -> new Writing.Gone();
        case TooMuch -> {
          LOG.atDebug()
              .addKeyValue("kind", object.getKind())
              .addKeyValue("namespace", object.getMetadata().getNamespace())
              .addKeyValue("name", object.getMetadata().getName())
              .setCause(e)
              .log("the object does not take so many marks");
          yield new Writing.Failed(Unsettled.Refused);
        }
        case ForNow -> {
          failed(object, e);
          yield new Writing.Failed(Unsettled.Unwritten);
        }
      };
    }
  }

  private void succeeded() {
    if (failing) {
      failing = false;
      LOG.info("marks are written again");
    }
  }

  /** Said once per outage: it may concern every workload, again and again. */
  private void failed(WorkloadObject object, KubernetesClientException e) {
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("kind", object.getKind())
          .addKeyValue("namespace", object.getMetadata().getNamespace())
          .addKeyValue("name", object.getMetadata().getName())
          .addKeyValue("code", e.getCode())
          .setCause(e)
          .log("marks not written; this is tried again without end");
    }
  }
}

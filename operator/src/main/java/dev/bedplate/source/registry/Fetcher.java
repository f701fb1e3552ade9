package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a registry's mirrors, then the registry, each within its own lane. */
final class Fetcher {
  static final int MAX_BROKEN_BODIES = 2;
  private static final int MAX_LANES = 1000;

  private final Endpoints endpoints;
  private final Transport transport;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  Fetcher(Endpoints endpoints, Transport transport) {
    this.endpoints = endpoints;
    this.transport = transport;
  }

  /** What becomes of an answer. */
  @FunctionalInterface
  interface Reading<T> {
    T read(Answer answer) throws IOException;
  }

  /** A whole answer, read before the call returns; a body that breaks off is fetched again. */
  <T> T fetch(Call call, Reading<T> reading) throws ImageUnavailableException {
    return anyOf(call, endpoint -> whole(call, endpoint, reading));
  }

  /**
   * What a HEAD tells; where it tells nothing or fails in a way that may be HEAD's own, what GET of
   * the same server tells.
   */
  <T> T fetch(Call call, Reading<Optional<T>> head, Reading<T> get)
      throws ImageUnavailableException {
    return anyOf(
        call,
        endpoint -> {
          Optional<T> told = told(call.head(), endpoint, head);
          return told.isPresent() ? told.get() : whole(call, endpoint, get);
        });
  }

  private <T> Optional<T> told(Call head, Endpoint endpoint, Reading<Optional<T>> reading)
      throws ImageUnavailableException {
    try {
      return whole(head, endpoint, reading);
    } catch (ImageUnavailableException e) {
      if (Failures.isBrokenOff(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * An answer that is read later, unless {@code reading} finds it of no use; the lane is left when
   * its stream is closed.
   */
  Optional<InputStream> open(Call call, Reading<Optional<InputStream>> reading)
      throws ImageUnavailableException {
    return anyOf(call, endpoint -> opened(call, endpoint, reading));
  }

  private interface Attempt<T> {
    T at(Endpoint endpoint) throws ImageUnavailableException;
  }

  private <T> T anyOf(Call call, Attempt<T> attempt) throws ImageUnavailableException {
    List<Endpoint> places = endpoints.of(call.reference().registry());
    for (Endpoint endpoint : places) {
      try {
        refuseMachineLocal(call, endpoint);
        return attempt.at(endpoint);
      } catch (ImageUnavailableException e) {
        if (!endpoint.mirror() || call.access().deadline().remaining().isZero()) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("no server for " + call.image());
  }

  /** Whoever may name an image must not learn what answers where only this machine can ask. */
  private static void refuseMachineLocal(Call call, Endpoint endpoint)
      throws ImageUnavailableException {
    // In this order, because linking a record's own equals delays the first request.
    if (Hosts.isMachineLocalLiteral(endpoint.host())
        && endpoint.settings().equals(RegistryConfiguration.Host.DEFAULTS)) {
      throw call.failed(
          UndecidedReason.RegistryUnavailable,
          endpoint.authority()
              + " is an address that only the machine itself can mean, and is not asked unless"
              + " the configuration names it as a registry");
    }
  }

  private <T> T whole(Call call, Endpoint endpoint, Reading<T> reading)
      throws ImageUnavailableException {
    Lane lane = lane(endpoint);
    lane.enter(call);
    try {
      for (int broken = 0; ; broken++) {
        try (Answer answer = new Answer(call, endpoint, transport.send(call, endpoint, lane))) {
          return reading.read(answer);
        } catch (ImageUnavailableException e) {
          throw e;
        } catch (IOException e) {
          if (broken == MAX_BROKEN_BODIES) {
            throw Failures.broken(call, endpoint, e);
          }
        }
      }
    } finally {
      lane.leave();
    }
  }

  private Optional<InputStream> opened(
      Call call, Endpoint endpoint, Reading<Optional<InputStream>> reading)
      throws ImageUnavailableException {
    Lane lane = lane(endpoint);
    lane.enter(call);
    boolean handedOver = false;
    try {
      var response = transport.send(call, endpoint, lane);
      try {
        Optional<InputStream> stream = reading.read(new Answer(call, endpoint, response));
        handedOver = stream.isPresent();
        if (!handedOver) {
          response.body().close();
        }
        return stream.map(it -> new LaneStream(it, lane));
      } catch (ImageUnavailableException e) {
        response.body().close();
        throw e;
      } catch (IOException e) {
        response.body().close();
        throw call.failed(UndecidedReason.RegistryUnavailable, String.valueOf(e.getMessage()), e);
      }
    } finally {
      if (!handedOver) {
        lane.leave();
      }
    }
  }

  private Lane lane(Endpoint endpoint) {
    if (lanes.size() >= MAX_LANES) {
      lanes.clear();
    }
    return lanes.computeIfAbsent(endpoint.authority(), name -> new Lane(endpoint.settings()));
  }
}

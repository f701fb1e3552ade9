package dev.bedplate.check;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The inspections of images, of each image and platform. Each of them stands alone: what is thrown
 * while one is made is the failure of that one.
 */
public final class Gathering {
  private static final Platform NONE = new Platform("unknown", "unknown", null);
  private final ImageInspector inspector;
  private final Function<ImageReference, List<Platform>> platforms;

  /**
   * Gathers what {@code inspector} finds.
   *
   * @param platforms those an image is inspected for
   */
  public Gathering(ImageInspector inspector, Function<ImageReference, List<Platform>> platforms) {
    this.inspector = inspector;
    this.platforms = platforms;
  }

  /**
   * Inspects images side by side; the answer has their order.
   *
   * @param access asked once per image and platform, so that each may have a deadline of its own
   * @param threads closed when all have ended
   */
  public List<List<Inspection>> inspect(
      List<ImageReference> references, Supplier<Access> access, ExecutorService threads) {
    var tasks = new ArrayList<Future<List<Inspection>>>();
    try (threads) {
      references.forEach(it -> tasks.add(threads.submit(() -> inspect(it, access))));
    }
    return tasks.stream().map(Gathering::ended).toList();
  }

  private static <T> T ended(Future<T> task) {
    if (task.state() == Future.State.FAILED && task.exceptionNow() instanceof Error fatal) {
      throw fatal;
    }
    return task.resultNow();
  }

  private List<Inspection> inspect(ImageReference reference, Supplier<Access> access) {
    List<Platform> wanted;
    try {
      wanted = platforms.apply(reference);
    } catch (RuntimeException | Error e) {
      return List.of(failed(reference, NONE, e));
    }
    return told(
        wanted.stream().flatMap(it -> inspect(reference, it, access).stream()).toList(), wanted);
  }

  private List<Inspection> inspect(
      ImageReference reference, Platform platform, Supplier<Access> access) {
    try {
      return inspector.inspect(reference, platform, access.get());
    } catch (RuntimeException | Error e) {
      return List.of(failed(reference, platform, e));
    }
  }

  /** Each manifest once, though it may run on several platforms. */
  private static List<Inspection> told(List<Inspection> inspections, List<Platform> wanted) {
    if (inspections.size() == 1 && wanted.size() == 1) {
      return inspections;
    }
    var manifests = new HashSet<Map.Entry<Digest, Platform>>();
    return inspections.stream()
        .filter(
            it ->
                !(it instanceof Inspected image)
                    || manifests.add(Map.entry(image.digest(), image.platform())))
        .map(it -> wanted.size() == 1 ? it : named(it))
        .toList();
  }

  /** With several platforms a failure names its own. */
  private static Inspection named(Inspection inspection) {
    return switch (inspection) {
      case Inspected inspected -> inspected;
      case Failed(var reference, var platform, var reason, var message) ->
          new Failed(reference, platform, reason, platform + ": " + message);
    };
  }

  private static Failed failed(ImageReference reference, Platform platform, Throwable thrown) {
    String name = reference.canonical();
    String problem = name + ": " + Faults.told("image " + name, thrown);
    return new Failed(reference, platform, UndecidedReason.FactUnknown, problem);
  }

  /** The inspections of one image, if all they take is known; nobody is waited for. */
  Optional<List<Inspection>> known(ImageReference reference, Supplier<Access> access) {
    try {
      List<Platform> wanted = platforms.apply(reference);
      var known = new ArrayList<Inspection>(wanted.size());
      for (Platform platform : wanted) {
        Optional<List<Inspection>> one = inspector.known(reference, platform, access.get());
        if (one.isEmpty()) {
          return Optional.empty();
        }
        known.addAll(one.get());
      }
      return Optional.of(told(known, wanted));
    } catch (RuntimeException | Error e) {
      Faults.told("what is known of image " + reference.canonical(), e);
      return Optional.empty();
    }
  }
}

package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import java.io.InputStream;
import java.time.Clock;

/**
 * Leaves a registry alone for a while after it failed or asked to slow down, whoever asks: what is
 * not asked fails at once with the registry's own reason. Afterwards one call at a time tries it.
 */
final class CircuitBreaker implements ImageSource {
  private final ImageSource source;
  private final Rests rests;

  CircuitBreaker(ImageSource source, Clock clock) {
    this.source = source;
    rests = new Rests(clock);
  }

  private interface Call<T> {
    T made() throws ImageUnavailableException;
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    return guard(reference, access, () -> source.resolve(reference, access));
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    return guard(reference, access, () -> source.document(reference, digest, access));
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    return guard(reference, access, () -> source.blob(reference, descriptor, access));
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    return guard(reference, access, () -> source.stream(reference, descriptor, access));
  }

  private <T> T guard(ImageReference reference, Access access, Call<T> call)
      throws ImageUnavailableException {
    if (!(reference instanceof RegistryReference image)) {
      return call.made();
    }
    access.deadline().check(reference.original());
    rests.enter(image);
    try {
      T result = call.made();
      rests.over(image.registry());
      return result;
    } catch (ImageUnavailableException e) {
      if (passes(e.reason())) {
        rests.begin(image.registry(), e);
      } else {
        rests.over(image.registry());
      }
      throw e;
    }
  }

  /** Whether a failure says something about the registry at this moment, not about the image. */
  static boolean passes(UndecidedReason reason) {
    return switch (reason) {
      case RegistryUnavailable, RegistryThrottled, DeadlineExceeded -> true;
      case ImageNotFound,
          Unauthorized,
          UnsupportedImage,
          LimitExceeded,
          InvalidImage,
          FactUnknown ->
          false;
    };
  }
}

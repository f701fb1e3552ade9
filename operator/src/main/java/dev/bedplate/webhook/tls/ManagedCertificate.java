package dev.bedplate.webhook.tls;

/** A certificate of the operator's own authority; whoever keeps the keys says when they change. */
public final class ManagedCertificate extends ServingCertificate {
  /** Serves with {@code first} until told otherwise. */
  public ManagedCertificate(ManagedKeys first) {
    super(first.server());
  }

  /** Serves with {@code next} from now on. */
  public void use(ManagedKeys next) {
    replace(next.server());
  }
}

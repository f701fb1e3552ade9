package dev.bedplate.policy;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.Evidence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The base image must be declared by the image, or proven by its layers. */
public record BaseProofRule(Proof proof) implements Rule {
  /** How certain the base must be. */
  public enum Proof {
    Declared,
    Verified
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    BaseImage base = subject.facts().base();
    boolean declared =
        switch (base.evidence()) {
          case LayerPrefix, Declared, Buildpack -> true;
          case History, None -> false;
        };
    if (base.verified() || (declared && proof == Proof.Declared)) {
      return null;
    }
    Optional<Evidence> unread =
        subject.facts().evidence().stream()
            .filter(evidence -> evidence.fact().equals(BaseImage.CANDIDATES))
            .findFirst();
    if (proof == Proof.Verified && unread.isPresent()) {
      return new Finding.Unknown(
          "whether its layers begin with those of its base (" + unread.get().detail() + ")");
    }
    return new Finding.Broken(
        ViolationReason.BaseImageUnverified,
        "has a base with",
        base.name() == null
            ? "no proof (base unknown)"
            : "no proof (" + base.name() + ", evidence " + base.evidence() + ")",
        proof == Proof.Verified ? "requires a verified base" : "requires a declared base",
        proof == Proof.Verified
            ? "an image whose layers start with those of its base"
            : "an image that declares its base (org.opencontainers.image.base.name)");
  }
}

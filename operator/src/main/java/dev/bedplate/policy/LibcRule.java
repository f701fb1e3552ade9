package dev.bedplate.policy;

import dev.bedplate.image.Libc;
import dev.bedplate.image.Libc.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The C library must be one of the allowed, if any, and none of the denied. */
public record LibcRule(Set<Kind> allow, Set<Kind> deny) implements Rule {
  private static final Map<String, Kind> LOADERS =
      Map.of(
          "ld-musl", Kind.Musl,
          "ld-linux", Kind.Glibc,
          "/ld64.so.", Kind.Glibc,
          "/ld.so.", Kind.Glibc,
          "-uClibc", Kind.Uclibc,
          "/linker", Kind.Bionic);

  public LibcRule {
    allow = Set.copyOf(allow);
    deny = Set.copyOf(deny);
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Libc libc = subject.facts().libc();
    if (libc.kind() == Kind.Unknown) {
      Finding beside = beside(subject, libc);
      return beside instanceof Finding.Broken ? beside : new Finding.Unknown("the libc");
    }
    if (libc.kind() == Kind.None && !subject.layersRead()) {
      return Rule.incomplete("the libc", subject);
    }
    if (deny.contains(libc.kind())) {
      return broken(subject, ViolationReason.LibcDenied, denial(), others());
    }
    if (!allow.isEmpty() && !allow.contains(libc.kind())) {
      return broken(
          subject,
          ViolationReason.LibcNotAllowed,
          "allows only certain libcs",
          listed(allow.stream()));
    }
    return beside(subject, libc);
  }

  /**
   * A loader counts wherever it lies: which program is started, and so which libc, is up to the
   * command of the container, and an image can name another as its own.
   */
  private @Nullable Finding beside(Subject subject, Libc libc) {
    Finding unknown = null;
    for (String loader : libc.loaders()) {
      Kind kind = kindOf(loader);
      if (kind == null && libc.loaders().size() > 1) {
        unknown = new Finding.Unknown("the libc of the loader " + loader);
      }
      if (kind == null || kind == libc.kind() || isShim(libc, kind)) {
        continue;
      }
      String found =
          "the loader %s of %s beside %s".formatted(loader, word(kind), word(libc.kind()));
      if (deny.contains(kind)) {
        return libc.kind() == Kind.Mixed
            ? broken(subject, ViolationReason.LibcDenied, denial(), others())
            : new Finding.Broken(ViolationReason.LibcDenied, "holds", found, denial(), others());
      }
      if (!allow.isEmpty() && !allow.contains(kind) && libc.kind() != Kind.Mixed) {
        return new Finding.Broken(
            ViolationReason.LibcNotAllowed,
            "holds",
            found,
            "allows only certain libcs",
            listed(allow.stream()));
      }
    }
    return unknown;
  }

  /** What lets programs of glibc run on musl is no glibc. */
  private static boolean isShim(Libc libc, Kind kind) {
    return libc.shim() != null && kind == Kind.Glibc;
  }

  private static @Nullable Kind kindOf(String loader) {
    return LOADERS.entrySet().stream()
        .filter(it -> loader.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private String denial() {
    return "denies libc " + listed(deny.stream());
  }

  private String others() {
    return "any other libc ("
        + listed(Stream.of(Kind.values()).filter(LibcRule::nameable).filter(this::isOther))
        + ")";
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case None -> "no libc";
      case Unknown -> "an unknown libc";
      case Musl, Glibc, Uclibc, Bionic, Mixed -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  private static boolean nameable(Kind kind) {
    return kind != Kind.Unknown && kind != Kind.Mixed;
  }

  private boolean isOther(Kind kind) {
    return !deny.contains(kind) && (allow.isEmpty() || allow.contains(kind));
  }

  private static String listed(Stream<Kind> kinds) {
    return kinds.collect(Collectors.toCollection(TreeSet::new)).stream()
        .map(Kind::name)
        .collect(Collectors.joining(", "));
  }

  private static Finding broken(
      Subject subject, ViolationReason reason, String denies, String accepted) {
    Libc libc = subject.facts().libc();
    String name = word(libc.kind());
    String version = libc.version() == null ? "" : " " + libc.version();
    String proof = subject.proof("libc.kind");
    boolean byLoader = libc.kind() == Kind.Mixed || libc.loaders().size() == 1 || proof.isEmpty();
    String loaders = libc.loaders().isEmpty() ? "" : " (" + String.join(", ", libc.loaders()) + ")";
    return new Finding.Broken(
        reason, "is built on", name + version + (byLoader ? loaders : proof), denies, accepted);
  }
}

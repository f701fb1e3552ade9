package dev.bedplate.policy;

import dev.bedplate.image.Libc;
import dev.bedplate.image.Libc.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The C library must be one of the allowed, if any, and none of the denied. */
public record LibcRule(Set<Kind> allow, Set<Kind> deny) implements Rule {
  public LibcRule {
    allow = Set.copyOf(allow);
    deny = Set.copyOf(deny);
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    Libc libc = subject.facts().libc();
    if (libc.kind() == Kind.Unknown) {
      return new Finding.Unknown("the libc");
    }
    if (libc.kind() == Kind.None && !subject.layersRead()) {
      return Rule.incomplete("the libc", subject);
    }
    if (denies(libc)) {
      return broken(
          subject,
          ViolationReason.LibcDenied,
          "denies libc " + listed(deny.stream()),
          "any other libc ("
              + listed(Stream.of(Kind.values()).filter(LibcRule::nameable).filter(this::isOther))
              + ")");
    }
    if (!allow.isEmpty() && !allow.contains(libc.kind())) {
      return broken(
          subject,
          ViolationReason.LibcNotAllowed,
          "allows only certain libcs",
          listed(allow.stream()));
    }
    return null;
  }

  /** Several libcs at once count as each of those whose loader is there. */
  private boolean denies(Libc libc) {
    if (libc.kind() != Kind.Mixed) {
      return deny.contains(libc.kind());
    }
    return deny.contains(Kind.Mixed)
        || (deny.contains(Kind.Musl) && loads(libc, "ld-musl"))
        || (deny.contains(Kind.Glibc) && loads(libc, "ld-linux"))
        || (deny.contains(Kind.Uclibc) && loads(libc, "ld-uClibc"))
        || (deny.contains(Kind.Bionic) && loads(libc, "/linker"));
  }

  private static boolean loads(Libc libc, String name) {
    return libc.loaders().stream().anyMatch(it -> it.contains(name));
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
    String name =
        libc.kind() == Kind.None ? "no libc" : libc.kind().name().toLowerCase(Locale.ROOT);
    String version = libc.version() == null ? "" : " " + libc.version();
    String proof = subject.proof("libc.kind");
    boolean byLoader = libc.kind() == Kind.Mixed || libc.loaders().size() == 1 || proof.isEmpty();
    String loaders = libc.loaders().isEmpty() ? "" : " (" + String.join(", ", libc.loaders()) + ")";
    return new Finding.Broken(
        reason, "is built on", name + version + (byLoader ? loaders : proof), denies, accepted);
  }
}

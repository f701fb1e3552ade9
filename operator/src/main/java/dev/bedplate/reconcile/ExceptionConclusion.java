package dev.bedplate.reconcile;

import dev.bedplate.api.v1alpha1.BaseImageExceptionStatus;
import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.cluster.Compilation;
import dev.bedplate.cluster.PolicyObject;
import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What there is to say about an exception; pure. */
final class ExceptionConclusion {
  private static final int MAX_USERS = 20;
  private static final int MAX_NAMES = 3;

  private ExceptionConclusion() {}

  /**
   * The status of an exception.
   *
   * @param shown the status it has
   * @param policies names of the policies that there are
   * @param users names of the workloads it covers a violation of, sorted; empty while not every
   *     workload was judged yet: what is shown stays
   */
  static Conclusion<BaseImageExceptionStatus> of(
      PolicyObject object,
      Compilation compilation,
      BaseImageExceptionStatus shown,
      Set<String> policies,
      Optional<? extends Collection<String>> users,
      Instant now) {
    Long generation = object.getMetadata().getGeneration();
    Condition accepted =
        Conditions.next(
            shown.conditions(), Acceptance.TYPE, Acceptance.of(compilation), generation, now);
    List<String> usedBy =
        users.map(it -> it.stream().limit(MAX_USERS).toList()).orElse(shown.usedBy());
    return switch (compilation.document()) {
      case ExceptionDocument(var exception) -> {
        Expiry expiry = Expiry.at(exception.expires(), now);
        Condition expiring =
            Conditions.next(
                shown.conditions(),
                Expiry.TYPE,
                expiry.state(exception.expires()),
                generation,
                now);
        Condition found =
            Conditions.next(
                shown.conditions(),
                NamedPolicies.TYPE,
                NamedPolicies.of(exception, policies),
                generation,
                now);
        yield new Conclusion<>(
            new BaseImageExceptionStatus(
                expiry != Expiry.Expired, usedBy, List.of(accepted, expiring, found)),
            isNews(expiry, shown) ? List.of(notice(object, expiry, expiring, usedBy)) : List.of());
      }
      // What was told stays known, so that a repaired exception does not tell it again.
      case Document.Broken _, Document.PolicyDocument _ ->
          new Conclusion<>(
              new BaseImageExceptionStatus(
                  false,
                  usedBy,
                  Stream.concat(Stream.of(accepted), expiring(shown).stream()).toList()),
              List.of());
    };
  }

  private static boolean isNews(Expiry expiry, BaseImageExceptionStatus shown) {
    return expiry != Expiry.Later
        && expiring(shown).map(it -> !expiry.name().equals(it.getReason())).orElse(true);
  }

  private static Optional<Condition> expiring(BaseImageExceptionStatus status) {
    return Conditions.find(status.conditions(), Expiry.TYPE);
  }

  private static Notice notice(
      PolicyObject object, Expiry expiry, Condition expiring, List<String> usedBy) {
    boolean expired = expiry == Expiry.Expired;
    return new Notice(
        ObjectRef.of(object),
        null,
        expired ? EventReason.ExceptionExpired : EventReason.ExceptionExpiring,
        expired ? "Ended" : "Reminded",
        expiring.getMessage()
            + (expired ? "; what it covered counts again" : "; what it covers then counts again")
            + (usedBy.isEmpty() ? "" : ": " + named(usedBy)));
  }

  private static String named(List<String> usedBy) {
    String first = usedBy.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return usedBy.size() > MAX_NAMES ? first + " and others" : first;
  }
}

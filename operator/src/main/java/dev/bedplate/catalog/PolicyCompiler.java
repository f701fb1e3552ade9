package dev.bedplate.catalog;

import dev.bedplate.api.v1alpha1.BaseImageExceptionSpec;
import dev.bedplate.api.v1alpha1.BaseImageExceptionSpec.ExceptionMatchSpec;
import dev.bedplate.api.v1alpha1.BaseImagePolicySpec;
import dev.bedplate.api.v1alpha1.BaseImagePolicySpec.NamespaceModeSpec;
import dev.bedplate.api.v1alpha1.MatchSpec;
import dev.bedplate.api.v1alpha1.SelectorSpec;
import dev.bedplate.image.Digest;
import dev.bedplate.policy.ImageGlob;
import dev.bedplate.policy.Match;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.NameGlob;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Policy.NamespaceMode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.policy.Rule;
import dev.bedplate.policy.Selector;
import dev.bedplate.policy.Selector.Operator;
import dev.bedplate.policy.Selector.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns custom resources into what the engine applies, or says what is wrong with which field. */
final class PolicyCompiler {
  private PolicyCompiler() {}

  static Compiled<Policy> policy(String name, @Nullable BaseImagePolicySpec spec) {
    Fields fields = new Fields();
    if (spec == null || !fields.required("spec.rules", spec.rules())) {
      return new Compiled.Rejected<>(List.of(new FieldError("spec.rules", "is required")));
    }
    List<NamespaceMode> modes =
        fields.each("spec.namespaceModes", spec.namespaceModes(), (at, it) -> mode(fields, at, it));
    Instant enforceAfter = fields.time("spec.enforceAfter", spec.enforceAfter());
    Match match = match(fields, spec.match());
    List<Rule> rules = new RuleCompiler(fields, "spec.rules").compile(spec.rules());
    Mode mode = spec.mode() == null ? Mode.Audit : spec.mode();
    String message = spec.message() == null ? "" : spec.message().strip();
    Policy policy =
        new Policy(
            name,
            mode,
            enforceAfter,
            modes,
            onUndecided(spec.onUndecided()),
            match,
            rules,
            message);
    return Compiled.of(policy, fields.errors());
  }

  private static OnUndecided onUndecided(
      dev.bedplate.api.v1alpha1.@Nullable OnUndecided onUndecided) {
    return switch (onUndecided) {
      case null -> OnUndecided.Warn;
      case Allow -> OnUndecided.Allow;
      case Warn -> OnUndecided.Warn;
      case Deny -> OnUndecided.Deny;
    };
  }

  private static @Nullable NamespaceMode mode(Fields fields, String at, NamespaceModeSpec spec) {
    boolean selector = fields.required(at + ".namespaceSelector", spec.namespaceSelector());
    boolean mode = fields.required(at + ".mode", spec.mode());
    return selector && mode
        ? new NamespaceMode(
            selector(fields, at + ".namespaceSelector", spec.namespaceSelector()), spec.mode())
        : null;
  }

  private static Match match(Fields fields, @Nullable MatchSpec spec) {
    if (spec == null) {
      return Match.EVERYTHING;
    }
    return new Match(
        selector(fields, "spec.match.namespaceSelector", spec.namespaceSelector()),
        selector(fields, "spec.match.objectSelector", spec.objectSelector()),
        spec.kinds().stream().map(Enum::name).collect(Collectors.toSet()),
        Set.copyOf(spec.containers()),
        fields.texts("spec.match.images", spec.images(), ImageGlob::of),
        fields.texts("spec.match.excludeImages", spec.excludeImages(), ImageGlob::of));
  }

  private static Selector selector(Fields fields, String path, @Nullable SelectorSpec spec) {
    if (spec == null) {
      return Selector.EVERYTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    spec.matchLabels()
        .forEach(
            (key, value) -> requirements.add(new Requirement(key, Operator.In, Set.of(value))));
    requirements.addAll(
        fields.each(
            path + ".matchExpressions",
            spec.matchExpressions(),
            (at, it) -> requirement(fields, at, it)));
    return new Selector(requirements);
  }

  private static @Nullable Requirement requirement(
      Fields fields, String at, SelectorSpec.Requirement spec) {
    boolean key = fields.required(at + ".key", spec.key());
    if (!fields.required(at + ".operator", spec.operator()) || !key) {
      return null;
    }
    Operator operator =
        switch (spec.operator()) {
          case In -> Operator.In;
          case NotIn -> Operator.NotIn;
          case Exists -> Operator.Exists;
          case DoesNotExist -> Operator.DoesNotExist;
        };
    boolean takesValues = operator == Operator.In || operator == Operator.NotIn;
    if (takesValues == spec.values().isEmpty()) {
      fields.error(at + ".values", takesValues ? "is required" : "must be empty for " + operator);
    }
    return new Requirement(spec.key(), operator, Set.copyOf(spec.values()));
  }

  static Compiled<PolicyException> exception(String name, @Nullable BaseImageExceptionSpec spec) {
    Fields fields = new Fields();
    if (spec == null) {
      return new Compiled.Rejected<>(List.of(new FieldError("spec", "is required")));
    }
    if (spec.policies().isEmpty()) {
      fields.error("spec.policies", "at least one policy is required");
    }
    List<String> policies = fields.texts("spec.policies", spec.policies(), it -> it);
    fields.required("spec.justification", spec.justification());
    fields.required("spec.expires", spec.expires());
    Instant expires = fields.time("spec.expires", spec.expires());
    PolicyException.Scope scope = scope(fields, spec.match());
    return Compiled.of(
        new PolicyException(
            name,
            Set.copyOf(policies),
            Set.copyOf(spec.reasons()),
            scope,
            expires == null ? Instant.MIN : expires),
        fields.errors());
  }

  private static PolicyException.Scope scope(Fields fields, @Nullable ExceptionMatchSpec spec) {
    ExceptionMatchSpec it =
        spec == null
            ? new ExceptionMatchSpec(List.of(), List.of(), List.of(), List.of(), List.of())
            : spec;
    List<ImageGlob> globs = new ArrayList<>();
    List<Digest> digests = new ArrayList<>();
    for (String image : fields.texts("spec.match.images", it.images(), text -> text)) {
      Digest.parse(image).ifPresentOrElse(digests::add, () -> globs.add(ImageGlob.of(image)));
    }
    return new PolicyException.Scope(
        fields.texts("spec.match.namespaces", it.namespaces(), NameGlob::new),
        it.kinds().stream().map(Enum::name).collect(Collectors.toSet()),
        fields.texts("spec.match.names", it.names(), NameGlob::new),
        fields.texts("spec.match.containers", it.containers(), NameGlob::new),
        globs,
        Set.copyOf(digests));
  }
}

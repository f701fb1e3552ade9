package dev.bedplate.catalog;

import dev.bedplate.api.v1alpha1.BaseImageExceptionSpec;
import dev.bedplate.api.v1alpha1.BaseImagePolicySpec;
import dev.bedplate.fault.Faults;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads policies and exceptions from plain objects, as files or a cluster hold them. */
public final class PolicyReader {
  /** The version that this program reads. */
  public static final String VERSION = "bedplate.dev/v1alpha1";

  /** The kinds that this program reads. */
  public static final List<String> KINDS = List.of("BaseImagePolicy", "BaseImageException");

  private static final List<String> TOP =
      List.of("apiVersion", "kind", "metadata", "spec", "status");

  private PolicyReader() {}

  /** What a document holds. */
  public sealed interface Document {
    /** A policy ready to be applied. */
    record PolicyDocument(Policy policy) implements Document {}

    /** An exception ready to be applied. */
    record ExceptionDocument(PolicyException exception) implements Document {}

    /** A document that cannot be read. */
    record Broken(List<FieldError> errors) implements Document {
      public Broken {
        errors = List.copyOf(errors);
      }
    }
  }

  /** Whether the document claims to be one of ours; only then is {@link #read} meant for it. */
  public static boolean isOurs(Map<?, ?> document) {
    return document.get("apiVersion") instanceof String version
        && version.startsWith("bedplate.dev/");
  }

  /** The document of a file as a policy or exception, or all that is wrong with it. */
  public static Document read(Map<?, ?> document) {
    List<FieldError> errors = new ArrayList<>();
    return read(document, errors, errors::add);
  }

  /**
   * The object of a cluster as a policy or exception, or all that is wrong with it. A field that
   * this version does not know is told to {@code unknown}, and the rest stays in force: during an
   * upgrade a newer policy must not lose the rules that both versions know.
   */
  public static Document read(Map<?, ?> object, Consumer<FieldError> unknown) {
    return read(object, new ArrayList<>(), unknown);
  }

  /** What is thrown at one document is an error of that one; the others stay in force. */
  private static Document read(
      Map<?, ?> document, List<FieldError> errors, Consumer<FieldError> unknown) {
    try {
      return compiled(document, errors, unknown);
    } catch (RuntimeException | Error e) {
      String fault = Faults.told("policy " + name(document.get("metadata")), e);
      return new Document.Broken(List.of(new FieldError("spec", "cannot be read: " + fault)));
    }
  }

  private static Document compiled(
      Map<?, ?> document, List<FieldError> errors, Consumer<FieldError> unknown) {
    for (Object key : document.keySet()) {
      String name = String.valueOf(key);
      if (!TOP.contains(name)) {
        unknown.accept(new FieldError(name, "unknown field" + Spelling.suggest(name, TOP)));
      }
    }
    if (!VERSION.equals(document.get("apiVersion"))) {
      errors.add(new FieldError("apiVersion", VERSION + " is expected"));
    }
    String name = name(document.get("metadata"));
    if (name.isEmpty()) {
      errors.add(new FieldError("metadata.name", "is required"));
    }
    Object spec = document.get("spec");
    return switch (String.valueOf(document.get("kind"))) {
      case "BaseImagePolicy" -> policy(name, spec, errors, unknown);
      case "BaseImageException" -> exception(name, spec, errors, unknown);
      default -> {
        errors.add(new FieldError("kind", "BaseImagePolicy or BaseImageException is expected"));
        yield new Document.Broken(errors);
      }
    };
  }

  private static Document policy(
      String name, @Nullable Object spec, List<FieldError> errors, Consumer<FieldError> unknown) {
    return switch (compile(
        BaseImagePolicySpec.class, name, spec, errors, unknown, PolicyCompiler::policy)) {
      case Compiled.Accepted<Policy>(var policy) -> new Document.PolicyDocument(policy);
      case Compiled.Rejected<Policy>(var all) -> new Document.Broken(all);
    };
  }

  private static Document exception(
      String name, @Nullable Object spec, List<FieldError> errors, Consumer<FieldError> unknown) {
    return switch (compile(
        BaseImageExceptionSpec.class, name, spec, errors, unknown, PolicyCompiler::exception)) {
      case Compiled.Accepted<PolicyException>(var it) -> new Document.ExceptionDocument(it);
      case Compiled.Rejected<PolicyException>(var all) -> new Document.Broken(all);
    };
  }

  private static <S extends Record, T> Compiled<T> compile(
      Class<S> type,
      String name,
      @Nullable Object spec,
      List<FieldError> errors,
      Consumer<FieldError> unknown,
      BiFunction<String, @Nullable S, Compiled<T>> compiler) {
    RecordBinder binder = new RecordBinder(unknown);
    S bound = binder.bind(type, "spec", spec);
    errors.addAll(binder.errors());
    Compiled<T> compiled = compiler.apply(name, bound);
    if (errors.isEmpty()) {
      return compiled;
    }
    if (compiled instanceof Compiled.Rejected<T>(var more)) {
      more.stream().filter(it -> !follows(it, binder.errors())).forEach(errors::add);
    }
    return new Compiled.Rejected<>(errors);
  }

  /** Whether an error may come of another one, in the same field, above or below it. */
  private static boolean follows(FieldError error, List<FieldError> others) {
    return others.stream()
        .map(FieldError::path)
        .anyMatch(it -> within(it, error.path()) || within(error.path(), it));
  }

  private static boolean within(String inner, String outer) {
    return inner.startsWith(outer)
        && (inner.length() == outer.length() || ".[".indexOf(inner.charAt(outer.length())) >= 0);
  }

  private static String name(@Nullable Object metadata) {
    return metadata instanceof Map<?, ?> map && map.get("name") instanceof String name
        ? name.strip()
        : "";
  }
}

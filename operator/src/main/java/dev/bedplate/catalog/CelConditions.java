package dev.bedplate.catalog;

import com.google.protobuf.NullValue;
import dev.bedplate.image.FactsJson;
import dev.bedplate.policy.Answer;
import dev.bedplate.policy.Condition;
import dev.bedplate.policy.Subject;
import dev.bedplate.workload.Workload;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions in the Common Expression Language over {@code facts}, {@code container} and {@code
 * workload}; size, nesting, regular expressions and steps are bounded. Nothing of the language is
 * loaded without an expression.
 */
final class CelConditions {
  private static final String FACTS = "facts";
  private static final String CONTAINER = "container";
  private static final String WORKLOAD = "workload";
  private static final CelOptions BOUNDS =
      CelOptions.current()
          .maxExpressionCodePointSize(2048)
          .maxParseRecursionDepth(64)
          .comprehensionMaxIterations((int) CelPrices.MOST_STEPS)
          .maxRegexProgramSize(1000)
          .build();

  private static final String TOO_COSTLY =
      "would take more than %d steps for an image with %d packages; nest fewer loops"
          .formatted(CelPrices.MOST_ESTIMATED_STEPS, CelPrices.ASSUMED_PACKAGES);

  private CelConditions() {}

  static @Nullable Condition compile(Fields fields, String path, String expression) {
    try {
      CelCompiler compiler = Language.COMPILER;
      CelAbstractSyntaxTree parsed = compiler.parse(expression).getAst();
      CelValidationResult checked = compiler.check(parsed);
      if (checked.hasError()) {
        String problem = String.join("; ", CelIssues.of(parsed, checked.getErrors()));
        fields.error(path, "does not compile: " + problem);
        return null;
      }
      CelAbstractSyntaxTree tree = checked.getAst();
      CelRuntime runtime = Language.RUNTIME;
      Optional<String> problem =
          CelIssues.of(tree).or(() -> CelConstants.problem(tree, runtime)).or(() -> costly(tree));
      if (problem.isPresent()) {
        fields.error(path, problem.get());
        return null;
      }
      boolean seesContainer =
          tree.getReferenceMap().values().stream().anyMatch(it -> it.name().equals(CONTAINER));
      return warmed(new CelCondition(runtime.createProgram(tree), seesContainer));
    } catch (CelValidationException | CelEvaluationException e) {
      fields.error(path, "does not compile: " + firstLine(e));
      return null;
    }
  }

  /** Made by the first expression and shared by all: both are immutable and large. */
  private static final class Language {
    static final CelCompiler COMPILER = compiler();
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(BOUNDS).build();

    private static CelCompiler compiler() {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(BOUNDS)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .setTypeProvider(CelTypes.PROVIDER);
      CelTypes.VARIABLES.forEach(builder::addVar);
      return builder.build();
    }
  }

  private static Optional<String> costly(CelAbstractSyntaxTree tree) {
    return CelEstimate.steps(tree.getExpr()) > CelPrices.MOST_ESTIMATED_STEPS
        ? Optional.of(TOO_COSTLY)
        : Optional.empty();
  }

  /** What the first evaluation loads is loaded before one counts. */
  private static CelCondition warmed(CelCondition condition) {
    try {
      Map<?, ?> nothing = Map.of();
      condition
          .program()
          .trace(Map.of(FACTS, nothing, CONTAINER, nothing, WORKLOAD, nothing), new CelMeter());
    } catch (CelEvaluationException | RuntimeException | CelMeter.Exceeded e) {
      // Without facts hardly any expression has a value.
    }
    return condition;
  }

  static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("unknown reason").strip();
  }

  private record CelCondition(CelRuntime.Program program, boolean seesContainer)
      implements Condition {
    @Override
    public Result evaluate(Subject subject) {
      try {
        Object value = program.trace(variables(subject), new CelMeter());
        if (value instanceof Boolean holds) {
          return new Result(holds ? Answer.Yes : Answer.No, "");
        }
        return new Result(Answer.Unknown, "it is not true or false");
      } catch (CelEvaluationException e) {
        return new Result(Answer.Unknown, firstLine(e));
      } catch (CelMeter.Exceeded e) {
        return new Result(Answer.Unknown, String.valueOf(e.getMessage()));
      }
    }

    private static Map<String, Object> variables(Subject subject) {
      Workload workload = subject.workload();
      String namespace = workload.namespace();
      return Map.of(
          FACTS,
          subject
              .derived()
              .get(() -> present(FactsJson.of(subject.inspected(), subject.lifecycle()))),
          CONTAINER,
          Map.of("name", subject.image().container(), "list", subject.image().list().name()),
          WORKLOAD,
          Map.of(
              "kind", workload.kind(),
              "namespace", namespace == null ? "" : namespace,
              "name", workload.name(),
              "labels", workload.labels()));
    }

    /** The language has a null of its own. */
    private static Object present(@Nullable Object value) {
      return switch (value) {
        case null -> NullValue.NULL_VALUE;
        case Map<?, ?> map -> {
          Map<Object, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
          map.forEach((key, item) -> copy.put(key, present(item)));
          yield copy;
        }
        case List<?> list -> list.stream().map(CelCondition::present).toList();
        default -> value;
      };
    }
  }
}

package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.image.Platform;
import dev.bedplate.image.WrittenInspections;
import dev.bedplate.policy.Answer;
import dev.bedplate.policy.Condition;
import dev.bedplate.policy.Subject;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelCostTest {
  private static final String NAMES = "facts.packages.names";
  private static final String LAYERS =
      "facts.size.layers.all(l, !N.exists(n, l.createdBy.contains(n)))";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!N.exists(n, n in ['curl', 'wget'] || n.startsWith('netcat'))",
        "N.filter(n, n.matches('^lib.*-dev$')).size() == 0",
        "['a', 'b', 'c'].all(x, !N.exists(n, n == x))",
        "N.map(n, n + '!').filter(n, n.endsWith('x!')).size() == 0",
        LAYERS
      })
  void ordinaryExpressionsOverAThousandPackagesAreEvaluated(String expression) {
    assertThat(evaluate(expression, 1000).holds()).isEqualTo(Answer.Yes);
  }

  @Test
  void moreStepsThanTheLimitEndUndecided() {
    Condition.Result result = evaluate(LAYERS, 20_000);
    assertThat(result.holds()).isEqualTo(Answer.Unknown);
    assertThat(result.problem()).isEqualTo("it takes more than 500000 steps");
  }

  @Test
  void theLimitIsNoErrorThatOrCouldOutweigh() {
    assertThat(evaluate("(" + LAYERS + ") || true", 20_000).holds()).isEqualTo(Answer.Unknown);
  }

  @Test
  void aCallIsCountedByWhatItLooksThrough() {
    assertThat(evaluate("N.all(n, n == n)".replace("N", NAMES), 1000).holds())
        .isEqualTo(Answer.Yes);
    assertThat(evaluate("N.all(n, N == N)".replace("N", NAMES), 1000).holds())
        .isEqualTo(Answer.Unknown);
  }

  @ParameterizedTest
  @MethodSource("costly")
  void whatIsTooCostlyInTheWorstCaseIsRefusedWithItsField(String expression) {
    Fields fields = new Fields();
    assertThat(CelConditions.compile(fields, "spec.rules.expressions[0].expression", expression))
        .isNull();
    assertThat(fields.errors())
        .singleElement()
        .asString()
        .isEqualTo(
            "spec.rules.expressions[0].expression: would take more than 20000000 steps for an"
                + " image with 1000 packages; nest fewer loops");
  }

  static Stream<String> costly() {
    return Stream.of(
        "!N.exists(a, N.exists(b, a == b + '-dbg'))".replace("N", NAMES),
        "N.exists(a, N.exists(b, N.exists(c, a == c)))".replace("N", NAMES),
        "N.all(a, N.all(b, N.exists(c, a == b + c)))".replace("N", NAMES),
        "N.map(a, N).exists(l, l.exists(b, N.exists(c, b == c + 'x')))".replace("N", NAMES),
        "['a']" + ".map(x, x + x)".repeat(40) + ".size() == 1",
        "[0]" + ".map(x, [x, x])".repeat(40) + ".size() == 1",
        "[0]" + ".map(x, {'a': x, 'b': x})".repeat(40) + ".size() == 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {".map(x, x + x)", ".map(x, [x, x])", ".map(x, {'a': x, 'b': x})"})
  void S_21_whatGrowsIsStoppedBeforeItIsLarge(String growth) {
    String start = growth.contains("x + x") ? "[facts.config.user]" : "[facts]";
    assertThat(evaluate(start + growth.repeat(10) + ".size() == 1", 1000).holds())
        .isEqualTo(Answer.Unknown);
  }

  private static Condition.Result evaluate(String expression, int packages) {
    Fields fields = new Fields();
    Condition condition =
        CelConditions.compile(fields, "expression", expression.replace("N.", NAMES + "."));
    assertThat(fields.errors()).isEmpty();
    return Objects.requireNonNull(condition).evaluate(subject(packages));
  }

  static Subject subject(int packages) {
    var reference = new InvalidReference("app", "not parsed here");
    var image = new ContainerImage("app", ContainerList.Main, "image", reference);
    var workload = new Workload("Pod", "n", "w", Map.of(), null, List.of(image), null);
    return new Subject(
        workload,
        image,
        inspected(packages),
        Instant.EPOCH,
        (distribution, day) ->
            new Lifecycle(State.Unknown, null, null, null, LocalDate.ofEpochDay(0)));
  }

  /** The facts of a golden case with so many packages. */
  private static Inspected inspected(int packages) {
    try {
      var mapper = new ObjectMapper();
      ObjectNode facts =
          (ObjectNode)
              mapper
                  .readTree(Path.of("src/test/resources/golden/mode-warn/facts.json").toFile())
                  .get(0);
      ArrayNode names = ((ObjectNode) facts.get("packages")).putArray("names");
      for (int i = 0; i < packages; i++) {
        names.add("package-" + i);
      }
      ((ObjectNode) facts.get("config")).put("user", "u".repeat(100_000));
      var written =
          new WrittenInspections(
              it -> new InvalidReference(it, "not parsed here"), Platform.ofThisMachine());
      return (Inspected) written.one(facts.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

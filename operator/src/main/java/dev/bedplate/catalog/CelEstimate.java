package dev.bedplate.catalog;

import static dev.bedplate.catalog.CelPrices.ASSUMED_LENGTH;
import static dev.bedplate.catalog.CelPrices.ASSUMED_PACKAGES;
import static dev.bedplate.catalog.CelPrices.plus;
import static dev.bedplate.catalog.CelPrices.times;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps that an expression takes in the worst case, for an image of the assumed size. */
final class CelEstimate {
  private static final Size SCALAR = new Size(1, 1, null);
  private static final Size TEXT = new Size(1, CelPrices.text(64), null);
  private static final Size FACT = new Size(ASSUMED_LENGTH, ASSUMED_LENGTH, null);
  private static final Size NAMES =
      new Size(ASSUMED_PACKAGES, times(ASSUMED_PACKAGES, TEXT.weight), TEXT);

  private final Map<String, Size> variables = new HashMap<>();
  private long repetitions = 1;
  private long steps;

  private CelEstimate() {}

  static long steps(CelExpr expression) {
    CelEstimate estimate = new CelEstimate();
    Size largest = estimate.size(expression);
    return Math.max(estimate.steps, largest.weight);
  }

  /**
   * How large a value may become.
   *
   * @param element the largest of its elements; itself when that is null
   */
  private record Size(long length, long weight, @Nullable Size element) {
    Size part() {
      return element == null ? this : element;
    }

    Size or(Size other) {
      Size largest = element == null || other.element == null ? null : element.or(other.element);
      return new Size(Math.max(length, other.length), Math.max(weight, other.weight), largest);
    }

    Size and(Size other) {
      return repeated(1, other);
    }

    Size repeated(long times, Size each) {
      return new Size(
          plus(length, times(times, each.length)),
          plus(weight, times(times, each.weight)),
          each.element == null
              ? element
              : element == null ? each.element : element.or(each.element));
    }
  }

  private Size size(CelExpr expression) {
    charge(1);
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression);
      case IDENT -> variables.getOrDefault(expression.ident().name(), FACT);
      case SELECT -> {
        Size operand = size(expression.select().operand());
        yield expression.select().field().equals("names") ? NAMES : operand.part();
      }
      case CALL -> call(expression.call());
      case LIST -> holding(expression.list().elements());
      case MAP ->
          holding(
              expression.map().entries().stream()
                  .flatMap(it -> Stream.of(it.key(), it.value()))
                  .toList());
      case COMPREHENSION -> loop(expression.comprehension());
      case STRUCT, NOT_SET -> SCALAR;
    };
  }

  private static Size constant(CelExpr expression) {
    return switch (expression.constant().getKind()) {
      case STRING_VALUE ->
          new Size(1, CelPrices.text(expression.constant().stringValue().length()), null);
      default -> SCALAR;
    };
  }

  private Size holding(Collection<CelExpr> parts) {
    Size all = new Size(0, 1, null);
    for (CelExpr part : parts) {
      Size size = size(part);
      all = all.and(new Size(1, size.weight, size));
    }
    return all;
  }

  private Size call(CelCall call) {
    List<CelExpr> arguments = arguments(call);
    List<Size> sizes = arguments.stream().map(this::size).toList();
    if (call.function().equals(CelPrices.INDEX)) {
      return sizes.getFirst().part();
    }
    if (call.function().equals(CelPrices.ADD)) {
      Size last = sizes.getLast();
      charge(accumulates(arguments) ? last.weight : plus(sizes.getFirst().weight, last.weight));
      return sizes.getFirst().and(last);
    }
    if (!CelPrices.isFlat(call.function())) {
      charge(CelPrices.call(call.function(), sizes.stream().mapToLong(Size::weight).toArray()));
    }
    return switch (call.function()) {
      case "_?_:_", "dyn", "string", "bytes" -> sizes.stream().reduce(SCALAR, Size::or);
      default -> SCALAR;
    };
  }

  private Size loop(CelComprehension loop) {
    Size range = size(loop.iterRange());
    Size start = size(loop.accuInit());
    Map<String, Size> outer = new HashMap<>(variables);
    variables.put(loop.iterVar(), range.part());
    variables.put(loop.iterVar2(), range.part());
    variables.put(loop.accuVar(), start);
    long before = repetitions;
    repetitions = times(repetitions, range.length);
    size(loop.loopCondition());
    Size step = size(loop.loopStep());
    repetitions = before;
    boolean gathers = loop.accuInit().getKind() == Kind.LIST;
    Size gathered = gathers ? start.repeated(range.length, step) : start.or(step);
    variables.put(loop.accuVar(), gathered);
    charge(gathered.length);
    Size result = size(loop.result());
    variables.clear();
    variables.putAll(outer);
    return result;
  }

  static List<CelExpr> arguments(CelCall call) {
    List<CelExpr> arguments = new ArrayList<>(call.args().size() + 1);
    call.target().ifPresent(arguments::add);
    arguments.addAll(call.args());
    return arguments;
  }

  /** Whether a sum adds to what a loop gathers, which is not copied for it. */
  static boolean accumulates(List<CelExpr> arguments) {
    return arguments.getFirst().identOrDefault().name().equals("@result");
  }

  private void charge(long more) {
    steps = plus(steps, times(repetitions, more));
  }
}

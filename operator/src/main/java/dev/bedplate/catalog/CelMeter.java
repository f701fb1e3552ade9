package dev.bedplate.catalog;

import static dev.bedplate.catalog.CelPrices.MOST_STEPS;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the steps of one evaluation and ends it when there are too many. */
final class CelMeter implements CelEvaluationListener {
  private final Map<Long, Object> values = new HashMap<>();
  private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
  private long steps;

  /** An error because the interpreter takes exceptions for values inside {@code &&} and loops. */
  static final class Exceeded extends Error {
    private static final long serialVersionUID = 1L;

    private Exceeded() {
      super("it takes more than " + MOST_STEPS + " steps", null, false, false);
    }
  }

  @Override
  public void callback(CelExpr expression, Object value) {
    charge(1);
    values.put(expression.id(), value);
    switch (expression.getKind()) {
      case CALL -> call(expression.call(), value);
      case LIST -> made(value, 1 + weigh(expression.list().elements()));
      case MAP -> made(value, 1 + weighEntries(expression));
      case COMPREHENSION -> loop(expression, value);
      case CONSTANT, IDENT, SELECT, STRUCT, NOT_SET -> {}
    }
  }

  private void call(CelCall call, Object value) {
    if (CelPrices.isFlat(call.function())) {
      return;
    }
    List<CelExpr> arguments = CelEstimate.arguments(call);
    long[] each = arguments.stream().mapToLong(it -> weigh(values.get(it.id()))).toArray();
    if (call.function().equals(CelPrices.ADD)) {
      made(value, CelPrices.sum(each));
      charge(CelEstimate.accumulates(arguments) ? each[1] : CelPrices.sum(each));
    } else {
      charge(CelPrices.call(call.function(), each));
    }
  }

  /** The list that a loop has gathered is copied at its end. */
  private void loop(CelExpr expression, Object value) {
    if (value instanceof List<?> list && !weights.containsKey(list)) {
      charge(list.size());
      made(list, weigh(values.get(expression.comprehension().result().id())));
    }
  }

  private long weighEntries(CelExpr map) {
    return map.map().entries().stream()
        .mapToLong(it -> weigh(values.get(it.key().id())) + weigh(values.get(it.value().id())))
        .sum();
  }

  private long weigh(List<CelExpr> expressions) {
    return expressions.stream().mapToLong(it -> weigh(values.get(it.id()))).sum();
  }

  /** Counted while it is made, as a small expression can make a value that none can walk. */
  private void made(Object value, long weight) {
    if (weight > MOST_STEPS) {
      throw new Exceeded();
    }
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      weights.put(value, weight);
    }
  }

  private long weigh(@Nullable Object value) {
    return switch (value) {
      case String text -> CelPrices.text(text.length());
      case CelByteString bytes -> CelPrices.text(bytes.size());
      case Collection<?> items -> {
        Long known = weights.get(items);
        yield known == null ? walk(items, List.of(items)) : known;
      }
      case Map<?, ?> map -> {
        Long known = weights.get(map);
        yield known == null ? walk(map, List.of(map.keySet(), map.values())) : known;
      }
      case null, default -> 1;
    };
  }

  /** Facts are walked once; whatever an evaluation makes was counted when it was made. */
  private long walk(Object holder, List<Collection<?>> parts) {
    long weight = 1;
    for (Collection<?> items : parts) {
      for (Object item : items) {
        charge(1);
        weight += weigh(item);
      }
    }
    weights.put(holder, weight);
    return weight;
  }

  private void charge(long more) {
    steps = CelPrices.plus(steps, more);
    if (steps > MOST_STEPS) {
      throw new Exceeded();
    }
  }
}

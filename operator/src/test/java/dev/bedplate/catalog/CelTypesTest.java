package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ArbitraryFacts;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.Lifecycle;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The declared fields are those that the facts of an image have, in every shape of them. */
class CelTypesTest {
  private final Set<String> seenNull = new TreeSet<>();
  private final Set<String> declaredNullable = new TreeSet<>();

  @Test
  void everyFieldOfTheFactsIsDeclaredWithItsType() {
    StructType facts = Objects.requireNonNull(CelTypes.VARIABLES.get("facts"));
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Map<String, @Nullable Object> tree =
          FactsJson.of(new ArbitraryFacts(random).inspected(), lifecycle(random));
      fits("facts", facts, tree);
    }
    assertThat(seenNull).isEqualTo(declaredNullable);
  }

  private static Lifecycle lifecycle(Random random) {
    LocalDate day = LocalDate.EPOCH;
    return new Lifecycle(
        Lifecycle.State.Supported,
        random.nextBoolean() ? "12" : null,
        random.nextBoolean() ? day : null,
        random.nextBoolean() ? day : null,
        day);
  }

  private void fits(String path, CelType type, @Nullable Object value) {
    if (type instanceof NullableType) {
      declaredNullable.add(path);
    }
    if (value == null) {
      seenNull.add(path);
      return;
    }
    switch (type) {
      case NullableType nullable -> fits(path, nullable.targetType(), value);
      case StructType struct -> {
        Map<?, ?> map = (Map<?, ?>) value;
        assertThat(map.keySet()).as(path).isEqualTo(struct.fieldNames());
        struct.fields().forEach(it -> fits(path + "." + it.name(), it.type(), map.get(it.name())));
      }
      case ListType list -> ((List<?>) value).forEach(it -> fits(path + "[]", list.elemType(), it));
      case MapType map ->
          ((Map<?, ?>) value)
              .forEach(
                  (key, item) -> {
                    fits(path + "{}", map.keyType(), key);
                    fits(path + "{}", map.valueType(), item);
                  });
      default -> assertThat(scalar(value)).as(path).isEqualTo(type);
    }
  }

  private static CelType scalar(Object value) {
    return switch (value) {
      case String _ -> SimpleType.STRING;
      case Long _ -> SimpleType.INT;
      case Boolean _ -> SimpleType.BOOL;
      default -> throw new AssertionError(value.getClass());
    };
  }
}

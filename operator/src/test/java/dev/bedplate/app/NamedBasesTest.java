package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.RulesPolicy;
import dev.bedplate.image.ImageReference;
import dev.bedplate.source.ReferenceParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NamedBasesTest {
  @Test
  void bases_are_collected_again_when_the_policies_change() {
    var catalog = new AtomicReference<>(allowing("docker.io/library/debian:12"));
    var bases = new NamedBases(catalog::get);

    List<ImageReference> first = bases.get();
    assertThat(first).containsExactly(ReferenceParser.parse("docker.io/library/debian:12"));
    assertThat(bases.get()).isSameAs(first);

    catalog.set(allowing("docker.io/library/alpine:3"));
    assertThat(bases.get()).containsExactly(ReferenceParser.parse("docker.io/library/alpine:3"));
  }

  private static Catalog allowing(String base) {
    return new Catalog(
        List.of(RulesPolicy.of("baseImages", Map.of("allow", List.of(base)))), List.of());
  }
}

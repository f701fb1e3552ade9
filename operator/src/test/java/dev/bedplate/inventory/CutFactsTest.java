package dev.bedplate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.RulesPolicy;
import dev.bedplate.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutFactsTest {
  @ParameterizedTest
  @CsvSource({
    "packages.names, packages, deny",
    "tools.shells, tools, shells",
    "tools.packageManagers, packages, manager",
    "foreignBinaries, libc, deny",
    "config.labels, expressions, ''",
    "completeness.errors, expressions, ''",
  })
  void a_part_that_was_cut_matters_only_to_policies_that_ask_for_it(
      String path, String rule, String field) {
    assertThat(CutFacts.matter(List.of(path), List.of(policy("age", "maxDays")))).isFalse();
    assertThat(
            CutFacts.matter(
                List.of("config.command", path),
                List.of(policy("age", "maxDays"), policy(rule, field))))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"size.layers", "distribution.version", "base.name", "libc.kind"})
  void what_every_answer_is_made_from_matters_without_any_policy(String path) {
    assertThat(CutFacts.matter(List.of(path), List.of())).isTrue();
  }

  @Test
  void nothing_matters_when_nothing_was_cut() {
    assertThat(CutFacts.matter(List.of(), List.of(policy("expressions", "")))).isFalse();
  }

  private static Policy policy(String rule, String field) {
    Object value =
        switch (rule + "." + field) {
          case "packages.deny" -> Map.of("deny", List.of("curl"));
          case "packages.manager" -> Map.of("manager", "Deny");
          case "tools.shells" -> Map.of("shells", "Deny");
          case "libc.deny" -> Map.of("deny", List.of("Musl"));
          case "age.maxDays" -> Map.of("maxDays", 30);
          default -> List.of(Map.of("expression", "facts.config.user != ''"));
        };
    return RulesPolicy.of(rule, value);
  }
}

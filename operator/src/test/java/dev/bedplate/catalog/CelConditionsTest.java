package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.policy.Answer;
import dev.bedplate.policy.Condition;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression may say about facts; of an Alpine image some of whose facts are null. */
class CelConditionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "facts.nope ~ undefined field 'nope' at column 6; known: reference, digest,",
        "facts.packages.nams.size() == 1 ~ undefined field 'nams' at column 15; did you mean 'names'?",
        "has(facts.nope) ~ undefined field 'nope'",
        "has(facts.distribution.nope) ~ undefined field 'nope' at column 4; known: id, idLike,",
        "facts.size.layers.all(l, l.size > 0) ~ undefined field 'size'",
        "facts.foreignBinaries.exists(b, b.nope == '') ~ undefined field 'nope'",
        "facts.evidence[0].nope == '' ~ undefined field 'nope'",
        "[facts.libc][0].nope == '' ~ undefined field 'nope'",
        "{'a': facts.libc}['a'].nope == '' ~ undefined field 'nope'",
        "container.image == '' ~ undefined field 'image' at column 10; known: name, list",
        "workload.annotations.a == '' ~ undefined field 'annotations'",
        "fact.libc.kind == '' ~ undeclared reference to 'fact' at column 1",
        "object.spec.replicas == 1 ~ undeclared reference to 'object'",
        "facts['nope'] == '' ~ found no matching overload for '_[_]'",
        "'nope' in facts ~ found no matching overload for '@in'",
        "facts.packages.count == '3' ~ found no matching overload for '_==_' applied to '(wrapper(int), string)'",
        "facts.libc.kind > 3 ~ found no matching overload for '_>_' applied to '(string, int)'",
        "facts.config.user != null ~ found no matching overload for '_!=_' applied to '(string, null)'",
        "facts.busybox ~ must be true or false, not a BusyBox",
        "!facts.libc.kind ~ found no matching overload for '!_'",
        "facts.packages.names.startsWith('a') ~ found no matching overload for 'startsWith'",
        "facts.libc.kind in 'Musl' ~ found no matching overload for '@in'",
        "facts.libc.kind == 'a' && facts.libc.version ~ found no matching overload for '_&&_'",
        "dyn(facts).nope == 1 ~ looks into a value of any type (dyn)",
        "dyn(facts)['nope'] == 1 ~ looks into a value of any type (dyn)",
        "'nope' in dyn(facts) ~ looks into a value of any type (dyn)",
        "[facts.libc, 1].exists(it, it.nope == 1) ~ looks into a value of any type (dyn)",
        "dyn(true) ~ must be true or false, not dyn",
        "facts.config.user.matches('[') ~ can never be evaluated",
        "matches(facts.config.user, '(a') ~ can never be evaluated",
        "facts.packages.names.all(n, n.matches('*')) ~ can never be evaluated",
        "facts.config.user.matches('a(?=b)') ~ can never be evaluated",
        "facts.config.user.matches(r'\\p{Nope}') ~ can never be evaluated",
        "facts.config.user.matches('(' + 'a') ~ can never be evaluated",
        "facts.config.user.matches('((a{100}){100}){100}') ~ can never be evaluated",
        "true || facts.config.user.matches('[') ~ can never be evaluated",
        "timestamp(facts.config.created) > timestamp('soon') ~ can never be evaluated",
        "duration('a day') > duration('1s') ~ can never be evaluated",
        "facts.packages.count > int('many') ~ can never be evaluated",
        "facts.packages.count > 1 / 0 ~ can never be evaluated"
      })
  void S_27_whatCanHoldForNoImageIsRefused(String expression, String problem) {
    Fields fields = new Fields();
    assertThat(CelConditions.compile(fields, "at", expression)).isNull();
    assertThat(fields.errors())
        .singleElement()
        .asString()
        .startsWith("at: ")
        .contains(problem)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "facts.libc.shim == null",
        "null == facts.libc.shim",
        "facts.libc.version != null && facts.libc.version.startsWith('1.')",
        "facts.base.outdated == null || !facts.base.outdated",
        "(facts.libc.shim == null ? '' : facts.libc.shim) == ''",
        "facts.libc.version in ['1.2.5', '1.2.6']",
        "facts.packages.count < 200 && facts.packages.count + 1 == 4",
        "facts.size.unpacked - facts.size.visible == 0",
        "facts.size.layers[0].createdBy.contains('ADD')",
        "facts.size.layers.filter(l, !l.base).map(l, l.unpacked).all(n, n < 400000000)",
        "facts.packages.names.exists_one(n, n == 'package-1') && 'package-2' in facts.packages.names",
        "facts.packages.names.all(n, n.matches('^package-[0-9]+$')) && facts.reference.matches(':1[.]0$')",
        "!('org.opencontainers.image.source' in facts.config.labels)",
        "!has(facts.config.labels.maintainer) && has(facts.libc.shim)",
        "facts.config.labels.all(key, facts.config.labels[key] != '')",
        "timestamp(facts.config.created) < timestamp('2027-01-01T00:00:00Z')",
        "double(facts.size.wasted) / double(facts.size.visible) < 0.1",
        "facts.lifecycle.state == 'Unknown' && facts.lifecycle.cycle == null",
        "facts.tools.shells + facts.tools.compilers == ['/bin/ash', '/bin/sh', '/usr/bin/gcc']",
        "container.name == 'app' && container.list in ['Main', 'Init']",
        "workload.kind == 'Pod' && workload.namespace == 'n' && workload.labels.size() == 0",
        "dyn(facts.libc.kind) != 1",
        "facts.config.user.matches(facts.libc.kind + '|')"
      })
  void whatIsThereIsAnswered(String expression) {
    assertThat(evaluate(expression)).isEqualTo(new Condition.Result(Answer.Yes, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "facts.libc.shim.startsWith('g')",
        "facts.base.outdated",
        "facts.lifecycle.cycle > '3'",
        "workload.labels.app == 'shop'",
        "facts.config.labels['nope'] == ''",
        "facts.evidence[1000].fact == ''",
        "facts.config.user.matches(facts.libc.kind + '[')"
      })
  void whatIsNotThereIsUnknown(String expression) {
    Condition.Result result = evaluate(expression);
    assertThat(result.holds()).isEqualTo(Answer.Unknown);
    assertThat(result.problem()).isNotEmpty();
  }

  private static Condition.Result evaluate(String expression) {
    Fields fields = new Fields();
    Condition condition = CelConditions.compile(fields, "at", expression);
    assertThat(fields.errors()).isEmpty();
    return Objects.requireNonNull(condition).evaluate(CelCostTest.subject(3));
  }
}

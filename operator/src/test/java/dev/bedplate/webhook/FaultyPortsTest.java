package dev.bedplate.webhook;

import static dev.bedplate.webhook.Reviews.creating;
import static dev.bedplate.webhook.Reviews.ownedBy;
import static dev.bedplate.webhook.Reviews.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.check.Checker;
import dev.bedplate.fixture.FaultAt;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.policy.LibcRule;
import dev.bedplate.policy.LifecycleRule;
import dev.bedplate.policy.Match;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.Rule;
import dev.bedplate.source.Access;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a port of the door throws, and when: nothing that violates gets in. */
class FaultyPortsTest {
  private static final List<String> PORTS =
      List.of(
          "references",
          "owners",
          "labels",
          "access",
          "observer",
          "inspector",
          "known",
          "platforms",
          "lifecycles",
          "keychain");
  private static final List<Supplier<Throwable>> THROWN =
      List.of(
          () -> new IllegalStateException("boom"),
          StackOverflowError::new,
          () -> new AssertionError("boom"));

  static Stream<Arguments> faults() {
    return PORTS.stream()
        .flatMap(
            port ->
                IntStream.rangeClosed(1, 3)
                    .boxed()
                    .flatMap(
                        call -> THROWN.stream().map(thrown -> Arguments.of(port, call, thrown))));
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("faults")
  void S_31_no_port_that_throws_lets_a_violation_in(
      String port, int call, Supplier<Throwable> thrown) {
    var fault = new FaultAt(port, call, thrown);
    Answer answer = answer(fault);

    assertThat(answer.allowed()).isFalse();
    List<String> ofPolicy =
        answer.message().lines().filter(it -> it.contains("policy no-musl")).toList();
    assertThat(ofPolicy).as(answer.message()).hasSize(3);
    // Without access nothing but the known image can be judged.
    assertThat(ofPolicy.stream().filter(it -> it.contains("LibcDenied")).count())
        .isGreaterThanOrEqualTo(port.equals("access") ? 1 : 2);
    assertThat(ofPolicy).allMatch(it -> it.contains("LibcDenied") || it.contains("internal error"));
  }

  @Test
  void every_port_is_asked() {
    for (String port : PORTS) {
      var fault = new FaultAt(port, 1, () -> new IllegalStateException("boom"));
      answer(fault);
      assertThat(fault.happened()).as(port).isTrue();
    }
  }

  /** The answer about a Pod with three containers, which all violate. */
  private static Answer answer(FaultAt fault) {
    var references =
        "\"containers\": ["
            + String.join(
                ",",
                Stream.of("a", "b", "c")
                    .map("{\"name\": \"%1$s\", \"image\": \"alpine:%1$s\"}"::formatted)
                    .toList())
            + "]";
    var owner = ownedBy("apps/v1", "ReplicaSet", "u-1");
    var review = creating(pod(owner, references)).review();
    return ((Reviewer.Review.Answered) handler(fault).review(review, Duration.ofSeconds(5)))
        .answer();
  }

  private static AdmissionHandler handler(FaultAt fault) {
    var engine =
        new PolicyEngine(
            (_, today) ->
                fault.at(
                    "lifecycles",
                    () -> new Lifecycle(Lifecycle.State.Supported, "3.20", today, null, today)));
    var catalog =
        new Catalog(
            List.of(
                policy("no-musl", new LibcRule(Set.of(), Set.of(Libc.Kind.Musl))),
                policy("dates", new LifecycleRule(Set.of(Lifecycle.State.EndOfLife), 0, false))),
            List.of());
    var checker =
        new Checker(
            new FaultyRegistry(fault),
            (workload, facts, now, bounds) ->
                engine.decide(workload, facts, catalog.policies(), catalog.exceptions(), now),
            _ -> fault.at("platforms", () -> List.of(new Platform("linux", "amd64", null))));
    return new AdmissionHandler(
        new AdmissionHandler.Surroundings(
            Set.of(),
            text -> fault.at("references", () -> ReferenceParser.parseRegistry(text)),
            _ -> true,
            (_, _, _) -> fault.at("owners", Optional::empty),
            _ -> fault.at("labels", () -> Map.of("a", "b")),
            (_, deadline) ->
                fault.at(
                    "access",
                    () ->
                        new Access(
                            it -> fault.at("keychain", () -> Keychain.ANONYMOUS.credential(it)),
                            deadline,
                            new Traffic())),
            new Reserve(Clock.systemUTC()),
            _ -> fault.at("observer", () -> "")),
        checker,
        Clock.systemUTC());
  }

  private static Policy policy(String name, Rule rule) {
    return new Policy(
        name, Mode.Enforce, null, List.of(), OnUndecided.Warn, Match.EVERYTHING, List.of(rule), "");
  }

  /** Knows one image, and has to ask for the others with a credential. */
  private record FaultyRegistry(FaultAt fault) implements ImageInspector {
    @Override
    public Optional<List<Inspection>> known(
        ImageReference reference, Platform platform, Access access) {
      return fault.at(
          "known",
          () ->
              reference.original().equals("alpine:a")
                  ? Optional.of(List.of(found(reference, platform)))
                  : Optional.empty());
    }

    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      return fault.at(
          "inspector",
          () -> {
            if (reference instanceof ImageReference.RegistryReference image) {
              access.keychain().credential(image);
            }
            return List.of(found(reference, platform));
          });
    }

    private static Inspected found(ImageReference reference, Platform platform) {
      return new Inspected(reference, Facts.ALPINE, null, platform, Facts.alpine());
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }
}

package dev.bedplate.app.management;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All checks together: ready, or one line per check that fails. */
final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final int MAX_LINE = 300;
  private final List<ReadinessCheck> checks;

  Readiness(List<ReadinessCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  Page page() {
    List<String> failed = checks.stream().flatMap(Readiness::failure).toList();
    return failed.isEmpty() ? Page.text(200, "ok") : Page.text(503, String.join("\n", failed));
  }

  private static Stream<String> failure(ReadinessCheck check) {
    return problem(check).map(problem -> line(check.name() + ": " + problem)).stream();
  }

  /** A check that cannot be made is one that fails. */
  private static Optional<String> problem(ReadinessCheck check) {
    try {
      return check.problem().get();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("check", check.name())
          .setCause(e)
          .log("a readiness check could not be made");
      return Optional.of("the check could not be made; see the log");
    }
  }

  private static String line(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= MAX_LINE ? clean : clean.substring(0, MAX_LINE - 1) + "…";
  }
}

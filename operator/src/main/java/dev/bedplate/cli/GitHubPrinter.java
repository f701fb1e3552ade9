package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.Workload;
import java.io.PrintStream;

/** Verdicts as workflow commands of GitHub Actions. */
final class GitHubPrinter {
  private GitHubPrinter() {}

  static void print(Outcome outcome, PrintStream out) {
    for (Report report : outcome.reports()) {
      for (SharedViolation shared : SharedViolation.of(Outcome.violations(report))) {
        Violation v = shared.first();
        String reason = v.reason().name();
        out.println(command(Severity.of(v), report.workload(), reason, shared.text()));
      }
      Outcome.undecided(report)
          .forEach(
              u ->
                  out.println(
                      command(Severity.of(u), report.workload(), u.reason() + "", u.message())));
    }
  }

  private static String command(
      Severity severity, Workload workload, String reason, String message) {
    Workload.Source source = workload.source();
    String place =
        source == null ? "" : "file=" + property(source.file()) + ",line=" + source.line() + ",";
    String title = property(reason + ": " + Outcome.title(workload));
    return "::" + severity.github() + " " + place + "title=" + title + "::" + data(message);
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

package dev.bedplate.cli;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Verdicts as workflow commands of GitHub Actions. */
final class GitHubPrinter {
  private GitHubPrinter() {}

  static void print(Outcome outcome, PrintStream out) {
    outcome.unjudged().files().errors().forEach(it -> out.println(unread(it)));
    for (Report report : outcome.reports()) {
      for (SharedViolation shared : SharedViolation.of(report.verdict().violations())) {
        Violation v = shared.first();
        String reason = v.reason().name();
        out.println(command(Severity.of(v), report.workload(), v.image(), reason, shared.text()));
      }
      report
          .verdict()
          .undecided()
          .forEach(
              u ->
                  out.println(
                      command(
                          Severity.of(u),
                          report.workload(),
                          u.image(),
                          u.reason() + "",
                          u.message())));
    }
  }

  private static String command(
      Severity severity, Workload workload, ContainerImage image, String reason, String message) {
    Workload.@Nullable Source source = workload.source();
    String place = source == null ? "" : place(source.file(), source.line(image.field()));
    String title = property(reason + ": " + Outcome.title(workload));
    return "::" + severity.github() + " " + place + "title=" + title + "::" + data(message);
  }

  private static String unread(Problem problem) {
    Workload.@Nullable Source source = problem.source();
    String place = source == null ? "" : place(source.file(), source.line());
    return "::error " + place + "title=InvalidInput::" + data(problem.message());
  }

  private static String place(String file, int line) {
    return "file=" + property(file) + ",line=" + line + ",";
  }

  private static String data(String text) {
    return Text.safeLines(text.replace("\r\n", "\n")).replace("%", "%25").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

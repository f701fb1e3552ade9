package dev.bedplate.cli;

import dev.bedplate.cli.InspectCommand.Finding;
import dev.bedplate.image.FactsJson;
import dev.bedplate.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Facts for programs. */
final class FactsPrinter {
  private FactsPrinter() {}

  static void json(List<Finding> findings, PrintStream out) throws IOException {
    Json.print(out, trees(findings));
  }

  static void yaml(List<Finding> findings, PrintStream out) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setWidth(120)
            .build();
    out.print(new Dump(settings).dumpToString(trees(findings)));
  }

  private static List<?> trees(List<Finding> findings) {
    return findings.stream().map(f -> FactsJson.of(f.inspection(), f.lifecycle())).toList();
  }
}

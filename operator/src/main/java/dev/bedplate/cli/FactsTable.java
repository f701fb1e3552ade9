package dev.bedplate.cli;

import dev.bedplate.image.Evidence;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts for people: one aligned block per image, never wider than the terminal. */
final class FactsTable {
  private static final int LABEL = 14;
  private static final int NARROWEST = 40;
  private final PrintStream out;
  private final Style style;
  private final int columns;

  FactsTable(PrintStream out, Style style, int columns) {
    this.out = out;
    this.style = style;
    this.columns = Math.max(NARROWEST, columns);
  }

  void print(Inspected image, @Nullable Lifecycle lifecycle, boolean explain) {
    for (String line : Text.wrap(Text.safe(image.reference().original()), columns)) {
      out.println(style.bold(line));
    }
    for (FactsRow row : FactsRow.of(image, lifecycle)) {
      line(row);
      if (explain) {
        // One find may be evidence for several facts of a row.
        row.evidence(image.facts().evidence()).stream()
            .map(FactsTable::sentence)
            .distinct()
            .forEach(this::evidence);
      }
    }
  }

  private void line(FactsRow row) {
    String label = "  " + row.label() + " ".repeat(LABEL - row.label().length());
    for (String part : Text.wrap(Text.safe(row.text()), columns - LABEL - 2)) {
      out.println(label + (row.alarming() ? style.red(part) : part));
      label = " ".repeat(LABEL + 2);
    }
  }

  private static String sentence(Evidence evidence) {
    String path = evidence.path() == null ? "" : evidence.path() + ": ";
    String layer = evidence.layer() == null ? "" : " (layer " + evidence.layer().shortHex() + ")";
    return Text.safe(path + evidence.detail() + layer);
  }

  private void evidence(String sentence) {
    List<String> lines = Text.wrap(sentence, columns - LABEL - 4);
    String mark = "- ";
    for (String line : lines) {
      out.println(" ".repeat(LABEL + 2) + mark + line);
      mark = "  ";
    }
  }
}

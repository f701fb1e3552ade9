package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A table as {@code kubectl get} prints it. */
record Table(List<String> columns, List<Row> rows) {
  private static final String GAP = "   ";

  /**
   * One object.
   *
   * @param object at least its metadata
   */
  record Row(List<String> cells, JsonNode object) {}

  /** The same with another column in front. */
  Table first(String column, Function<JsonNode, String> cell) {
    return with(column, cell, 0);
  }

  /** The same with another column at the end. */
  Table last(String column, Function<JsonNode, String> cell) {
    return with(column, cell, columns.size());
  }

  private Table with(String column, Function<JsonNode, String> cell, int at) {
    return new Table(
        inserted(columns, at, column),
        rows.stream()
            .map(row -> new Row(inserted(row.cells(), at, cell.apply(row.object())), row.object()))
            .toList());
  }

  private static List<String> inserted(List<String> texts, int at, String text) {
    List<String> all = new ArrayList<>(texts);
    all.add(at, text);
    return List.copyOf(all);
  }

  /** The lines of it; long digests take the space they have on the screen. */
  List<String> lines() {
    if (rows.isEmpty()) {
      return List.of("No resources found");
    }
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> all.add(row.cells().stream().map(Screen::cut).toList()));
    return all.stream().map(cells -> line(cells, widths(all))).toList();
  }

  private static int[] widths(List<List<String>> all) {
    int[] widths = new int[all.getFirst().size()];
    for (List<String> cells : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(" ", widths[i] - cells.get(i).length()).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}

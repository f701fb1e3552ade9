package dev.bedplate.cli;

import dev.bedplate.workload.manifest.UnjudgedObjects;
import dev.bedplate.workload.manifest.UnjudgedObjects.Kind;
import dev.bedplate.workload.manifest.UnjudgedObjects.Notes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the input held and nobody judged. */
record Unjudged(UnjudgedObjects objects, FilesRead files) {
  static final Unjudged NOTHING = new Unjudged(UnjudgedObjects.NONE, FilesRead.NOTHING);
  private static final int SHOWN = 10;

  /**
   * One line for people.
   *
   * @param below whether it belongs to the one before it
   * @param whole whether it must not be broken
   */
  record Line(String text, boolean below, boolean whole) {
    private static Line of(String text) {
      return new Line(text, false, false);
    }

    private static Line below(String text) {
      return new Line(text, true, false);
    }
  }

  /** One line for each thing that people may have meant to be judged, and one for all others. */
  List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (Kind kind : objects.kinds()) {
      if (kind.runsContainers()) {
        lines.add(Line.of(kind(kind)));
      }
    }
    notes(
        lines, objects.withoutImage(), "workload without any image", "workloads without any image");
    notes(lines, objects.containers(), "container without an image", "containers without an image");
    for (Rendered it : files.rendered()) {
      lines.add(
          Line.of(
              "the %s %s, which has to be rendered:".formatted(it.type().word(), it.directory())));
      lines.add(new Line(it.command(), true, true));
    }
    others(lines);
    foreign(lines);
    return lines;
  }

  private static String kind(Kind kind) {
    String meant = kind.suggestion() == null ? "" : "; did you mean " + kind.suggestion() + "?";
    String verb = kind.objects() == 1 ? "runs containers, but is" : "run containers, but are";
    String what =
        kind.suggestion() == null
            ? verb + " of no kind that is judged"
            : "is no kind that is judged";
    return "%d %s of %s (%s:%d): %s%s"
        .formatted(
            kind.objects(),
            kind.kind(),
            kind.apiVersion(),
            kind.first().file(),
            kind.first().line(),
            what,
            meant);
  }

  private static void notes(List<Line> lines, Notes notes, String one, String many) {
    if (notes.count() == 0) {
      return;
    }
    lines.add(Line.of(notes.count() + " " + (notes.count() == 1 ? one : many) + ":"));
    notes.first().stream().limit(SHOWN).forEach(it -> lines.add(Line.below(it.message())));
    if (notes.count() > SHOWN) {
      lines.add(Line.below("and %d more".formatted(notes.count() - SHOWN)));
    }
  }

  private void others(List<Line> lines) {
    List<Kind> others = objects.kinds().stream().filter(it -> !it.runsContainers()).toList();
    int count = others.stream().mapToInt(Kind::objects).sum();
    if (count > 0) {
      String kinds =
          others.stream()
              .sorted(Comparator.comparingInt(it -> -it.objects()))
              .limit(SHOWN)
              .map(it -> it.objects() + " " + it.kind())
              .collect(Collectors.joining(", "));
      String more = others.size() > SHOWN ? ", …" : "";
      lines.add(
          Line.of(
              "%d %s of kinds that run no containers (%s%s)"
                  .formatted(count, count == 1 ? "object" : "objects", kinds, more)));
    }
  }

  private static void counted(
      List<Line> lines, int count, List<String> first, String one, String many) {
    if (count > 0) {
      String more = count > first.size() ? ", …" : "";
      String what = count == 1 ? one : many;
      lines.add(Line.of("%d %s (%s%s)".formatted(count, what, String.join(", ", first), more)));
    }
  }

  private void foreign(List<Line> lines) {
    counted(
        lines,
        files.foreignCount(),
        files.foreign(),
        "file without any Kubernetes object",
        "files without any Kubernetes object");
    counted(
        lines,
        files.specialCount(),
        files.special(),
        "link, pipe or socket that leads to no file",
        "links, pipes and sockets that lead to no file");
    if (files.leftOut() > 0) {
      lines.add(Line.of("%d files and directories that --ignore names".formatted(files.leftOut())));
    }
  }
}

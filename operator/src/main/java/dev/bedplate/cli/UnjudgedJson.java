package dev.bedplate.cli;

import static dev.bedplate.json.Json.object;

import dev.bedplate.workload.Workload.Source;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.UnjudgedObjects.Kind;
import dev.bedplate.workload.manifest.UnjudgedObjects.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What nobody judged, as JSON. */
final class UnjudgedJson {
  private UnjudgedJson() {}

  static Map<String, @Nullable Object> tree(Unjudged unjudged) {
    FilesRead files = unjudged.files();
    return object(
        "kinds", unjudged.objects().kinds().stream().map(UnjudgedJson::kind).toList(),
        "workloadsWithoutImage", notes(unjudged.objects().withoutImage()),
        "containersWithoutImage", notes(unjudged.objects().containers()),
        "rendered", files.rendered().stream().map(UnjudgedJson::rendered).toList(),
        "files",
            object(
                "withoutObject", files.foreignCount(),
                "examples", files.foreign(),
                "special", files.specialCount(),
                "ignored", files.leftOut(),
                "errors", files.errors().stream().map(UnjudgedJson::problem).toList()));
  }

  private static Map<String, @Nullable Object> kind(Kind kind) {
    return object(
        "apiVersion", kind.apiVersion(),
        "kind", kind.kind(),
        "objects", kind.objects(),
        "runsContainers", kind.runsContainers(),
        "suggestion", kind.suggestion(),
        "first", source(kind.first()));
  }

  private static Map<String, @Nullable Object> notes(Notes notes) {
    return object(
        "count", notes.count(), "first", notes.first().stream().map(UnjudgedJson::note).toList());
  }

  private static Map<String, @Nullable Object> note(ManifestError note) {
    return object(
        "source", source(note.source()), "field", note.field(), "message", note.problem());
  }

  private static Map<String, @Nullable Object> rendered(Rendered rendered) {
    return object(
        "type", rendered.type().word(),
        "directory", rendered.directory().toString(),
        "files", rendered.files(),
        "command", rendered.command());
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    Source source = problem.source();
    return object("source", source == null ? null : source(source), "message", problem.message());
  }

  static Map<String, @Nullable Object> source(Source source) {
    return object("file", source.file(), "document", source.document(), "line", source.line());
  }
}

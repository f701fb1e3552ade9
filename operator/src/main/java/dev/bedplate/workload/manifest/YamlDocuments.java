package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Hands over the documents of one stream of YAML or JSON, one after another. */
final class YamlDocuments {
  private static final String TEMPLATE =
      "; its {{ looks like a template that nobody has rendered: helm template CHART writes the"
          + " manifests to read";
  private static final String NO_TEXT = "not UTF-8 text";
  private static final int MAX_NOTES = 1_000;
  private final String file;
  private final YamlSink sink;
  private final DocumentText text;
  private final CoreSchema schema = new CoreSchema();
  private final List<ManifestError> notes = new ArrayList<>();
  private int documents;

  private YamlDocuments(String file, InputStream in, YamlSink sink) throws IOException {
    this.file = file;
    this.sink = sink;
    text = new DocumentText(TextBytes.reader(in));
  }

  private LoadSettings settings() {
    return LoadSettings.builder()
        .setLabel(file)
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(text.pieces())
        .setSchema(schema)
        .build();
  }

  /**
   * Reads all of {@code in}; what is broken is told to the sink, and reading goes on with the next
   * document.
   */
  static void read(String file, InputStream in, YamlSink sink) throws IOException {
    var reader = new YamlDocuments(file, in, sink);
    DocumentText.Start start = reader.text.next();
    while (start != DocumentText.Start.END_OF_STREAM) {
      reader.part(start == DocumentText.Start.SEPARATOR);
      start = reader.text.next();
    }
    int replaced = reader.text.replaced();
    if (replaced > 0) {
      var source = new Source(file, Math.max(1, reader.documents), replaced);
      sink.lenient(new ManifestError(source, null, NO_TEXT));
    }
  }

  /** What stands between two separators: one document, or more where "..." ends one. */
  private void part(boolean separated) throws IOException {
    int line = text.line();
    int counted = separated ? 1 : 0;
    documents += counted;
    @Nullable TreeBuilder builder = null;
    try {
      LoadSettings settings = settings();
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      while (parser.hasNext()) {
        if (parser.next().getEventId() == Event.ID.DocumentStart) {
          documents += 1 - counted;
          counted = 0;
          builder = new TreeBuilder(parser, text, settings, line, new Elements());
          document(builder.root());
        }
      }
    } catch (BrokenNode e) {
      broken(e.line(), e.problem());
    } catch (MarkedYamlEngineException e) {
      marked(line, builder == null ? line : builder.openLine(), e);
    } catch (ReaderException e) {
      String problem = "the control character U+%04X is not allowed".formatted(e.getCodePoint());
      broken(text.unreadable(), problem);
    } catch (YamlEngineException e) {
      if (e.getCause() instanceof IOException unread) {
        throw unread;
      }
      broken(line, String.valueOf(e.getMessage()));
    }
  }

  private void document(Tree tree) {
    // Of a document that is broken nobody may say that it is read all the same.
    notes.forEach(sink::lenient);
    notes.clear();
    if (tree.cut()) {
      sink.cut(document(tree, tree.lines()));
    } else if (tree.value() != YamlDocument.Absent.NULL) {
      sink.document(document(tree, tree.lines()));
    }
  }

  private YamlDocument document(Tree tree, YamlDocument.Lines lines) {
    return new YamlDocument(tree.value(), source(tree.line()), lines);
  }

  /** Where something began is where to look for what ends it. */
  private void marked(int first, int open, MarkedYamlEngineException e) {
    int problem = first + line(e.getProblemMark());
    int context = e.getContextMark().isPresent() ? first + line(e.getContextMark()) : problem;
    String what = String.valueOf(e.getProblem()).replace('\n', ' ');
    String doing = e.getContext() == null ? "" : e.getContext().replace('\n', ' ').strip();
    if (what.contains("<stream end>")) {
      unended(open, "what begins here has no end");
    } else if (what.contains("end of stream")) {
      unended(context, join(doing, what));
    } else {
      String begun = context == problem ? "" : " that begins in line " + context;
      broken(problem, join(doing.isEmpty() ? "" : doing + begun, what));
    }
  }

  private static String join(String doing, String what) {
    return doing.isEmpty() ? what : doing + ", " + what;
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0);
  }

  private void broken(int line, String problem) {
    broken(line, problem, text.templates().near(line));
  }

  private void unended(int line, String problem) {
    broken(line, problem, text.templates().at(line));
  }

  private void broken(int line, String problem, boolean template) {
    notes.clear();
    String hint = template ? TEMPLATE : "";
    String what = text.replaced() == line ? NO_TEXT : problem + hint;
    sink.broken(new ManifestError(source(line), null, what));
  }

  private Source source(int line) {
    return new Source(file, Math.max(1, documents), Math.max(1, line));
  }

  /** Hands over what is known before the document is complete. */
  private final class Elements implements TreeBuilder.Elements {
    @Override
    public boolean item(Map<String, Object> before, int index, Tree item) {
      if (item.cut()) {
        String problem = "larger than an object may be";
        sink.broken(new ManifestError(source(item.line()), "items[" + index + "]", problem));
        return true;
      }
      return sink.item(before, index, document(item, item.lines()));
    }

    @Override
    public boolean known(Map<String, Object> before) {
      return sink.known(before);
    }

    @Override
    public void duplicate(int line, String key) {
      String problem = "the key \"" + key + "\" is there twice";
      if (notes.size() < MAX_NOTES) {
        notes.add(new ManifestError(source(line), null, problem));
      }
    }
  }
}

package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 streams, JSON included, within bounds on size, nesting and aliases. */
public final class YamlReader {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int MAX_ALIASES = 200;
  private static final String TEMPLATE =
      "; its {{ looks like a template that nobody has rendered: helm template CHART writes the"
          + " manifests to read";

  private YamlReader() {}

  /** The documents of {@code in}; never throws for its content. */
  public static YamlStream read(String file, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      return broken(file, 1, 1, "larger than " + MAX_BYTES + " bytes");
    }
    try {
      return parse(
          file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return broken(file, 1, lineOfBadByte(bytes), "not UTF-8 text");
    }
  }

  private static YamlStream parse(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setSchema(new CoreSchema())
            .build();
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var parser = new BoundedParser(new ParserImpl(settings, new StreamReader(settings, body)));
    String hint = body.contains("{{") ? TEMPLATE : "";
    try {
      return documents(file, parser, settings);
    } catch (BrokenNode e) {
      return broken(file, parser.documents(), e.line(), e.problem() + hint);
    } catch (MarkedYamlEngineException e) {
      return broken(file, parser.documents(), line(e.getProblemMark()), problem(e) + hint);
    } catch (ReaderException e) {
      return broken(
          file,
          parser.documents(),
          lineAt(body, e.getPosition()),
          "the control character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      return broken(file, parser.documents(), 1, e.getMessage() + hint);
    }
  }

  private static YamlStream documents(String file, BoundedParser parser, LoadSettings settings) {
    var composer = new Composer(settings, parser);
    var documents = new ArrayList<YamlDocument>();
    while (composer.hasNext()) {
      Node root = composer.next();
      Object content = new NodeReader(settings).read(root);
      if (content != YamlDocument.Absent.NULL) {
        var source = new Source(file, parser.documents(), NodeLines.line(root));
        documents.add(new YamlDocument(content, source, new NodeLines(root)));
      }
    }
    return new YamlStream.Documents(documents);
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext();
    String problem = String.valueOf(e.getProblem());
    return (context == null || context.isBlank() ? problem : context + ", " + problem)
        .replace('\n', ' ');
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(1);
  }

  private static int lineAt(String body, int position) {
    int end = Math.min(position, body.length());
    return 1 + (int) body.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  private static int lineOfBadByte(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true);
    int line = 1;
    for (int i = 0; i < in.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static YamlStream broken(String file, int document, int line, String problem) {
    return new YamlStream.Broken(
        new ManifestError(new Source(file, Math.max(1, document), line), null, problem));
  }
}

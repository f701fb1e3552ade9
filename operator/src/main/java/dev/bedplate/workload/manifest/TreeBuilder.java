package dev.bedplate.workload.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Puts the events of a parser together to the values of one document, with its merge keys; an alias
 * is the value that it names, not a copy.
 */
final class TreeBuilder {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_EXPANDED = 2_000_000;
  private static final String MERGE = "<<";
  private static final String MERGE_TAG = Tag.PREFIX + "merge";
  private static final String ITEMS = "items";
  private static final Set<String> TYPE = Set.of("apiVersion", "kind");
  private static final Set<String> HEAD = Set.of("apiVersion", "kind", "metadata", ITEMS);

  /** How deep the root's items are. */
  private static final int ITEM_DEPTH = 3;

  private final Parser parser;
  private final DocumentText text;
  private final int firstLine;
  private final Elements elements;
  private final Map<Tag, ConstructNode> scalars;
  private final ScalarResolver resolver;
  private final Map<Anchor, Tree> anchors = new HashMap<>();
  private final Set<Anchor> open = new HashSet<>();
  private final Bounded bounded = new Bounded();
  private final int[] openLines = new int[MAX_DEPTH + 1];
  private int depth;
  private int expanded;
  private boolean inItems;

  /** Whether values are read past: checked, and not kept. */
  private boolean past;

  /** What is told while a document is read. */
  interface Elements {
    /** Whether this element of the root's list was taken, so that nothing keeps it. */
    boolean item(Map<String, Object> before, int index, Tree item);

    /** Whether nobody needs more of an object that begins like this. */
    boolean known(Map<String, Object> before);

    /** A key that is there again. */
    void duplicate(int line, String key);
  }

  TreeBuilder(
      Parser parser, DocumentText text, LoadSettings settings, int firstLine, Elements elements) {
    this.parser = parser;
    this.text = text;
    this.firstLine = firstLine;
    this.elements = elements;
    scalars = settings.getSchema().getSchemaTagConstructors();
    resolver = settings.getSchema().getScalarResolver();
  }

  /** The document whose start was read last. */
  Tree root() {
    return node(parser.next());
  }

  /** The line of the innermost mapping or list that has not ended. */
  int openLine() {
    return depth == 0 ? firstLine : openLines[depth];
  }

  private Tree node(Event event) {
    text.seen();
    if (++expanded > MAX_EXPANDED) {
      throw broken(event, "more than " + MAX_EXPANDED + " values once aliases are followed");
    }
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> anchored(scalar, scalar(scalar));
      case NodeEvent collection -> collection(collection);
      default -> throw broken(event, "neither a mapping, a list nor a scalar");
    };
  }

  private Tree collection(NodeEvent event) {
    event.getAnchor().ifPresent(open::add);
    deeper(event, 1);
    depth++;
    openLines[depth] = line(event);
    Tree tree =
        switch (event) {
          case MappingStartEvent mapping -> mapping(mapping);
          case SequenceStartEvent sequence -> sequence(sequence);
          default -> throw broken(event, "neither a mapping, a list nor a scalar");
        };
    depth--;
    event.getAnchor().ifPresent(open::remove);
    return anchored(event, tree);
  }

  private void deeper(Event event, int levels) {
    if (depth + levels > MAX_DEPTH) {
      throw broken(event, "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private Tree anchored(NodeEvent event, Tree tree) {
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, tree));
    return tree;
  }

  private Tree alias(AliasEvent event) {
    Anchor anchor = event.getAlias();
    if (open.contains(anchor)) {
      throw broken(event, "an alias that contains itself");
    }
    Tree tree = anchors.get(anchor);
    if (tree == null) {
      throw broken(event, "the alias *" + anchor.getValue() + " names nothing before it");
    }
    deeper(event, tree.height());
    expanded += tree.values() - 1;
    if (expanded > MAX_EXPANDED) {
      throw broken(event, "more than " + MAX_EXPANDED + " values once aliases are followed");
    }
    return tree;
  }

  private Tree sequence(SequenceStartEvent event) {
    return elements(event, null);
  }

  /**
   * The elements of a list.
   *
   * @param before the fields of the root, when this is its list of items
   */
  private Tree elements(SequenceStartEvent event, @Nullable Map<String, Object> before) {
    var list = new ArrayList<Object>();
    var places = new PlaceBuilder(line(event));
    int start = expanded;
    int height = 0;
    for (int index = 0; !parser.checkEvent(Event.ID.SequenceEnd); index++) {
      int anchored = anchors.size();
      int counted = expanded;
      Bounded.Mark mark = bounded.mark();
      Tree element = node(parser.next());
      boolean taken = before != null && elements.item(before, index, cut(element));
      if (taken && anchored == anchors.size()) {
        bounded.reset(mark);
        expanded = counted;
      }
      if (!taken && !past && bounded.admit(0)) {
        list.add(element.value());
        places.add(element.line(), element.place());
        height = Math.max(height, element.height());
      }
    }
    parser.next();
    return tree(event, list, places.build(), start, height);
  }

  private Tree mapping(MappingStartEvent event) {
    var mapping = new MappingBuilder(line(event));
    boolean mergedBefore = false;
    boolean root = depth == 1;
    boolean object = root || (inItems && depth == ITEM_DEPTH);
    int start = expanded;
    int height = 0;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event key = parser.next();
      Event first = parser.next();
      if (isMerge(key)) {
        if (mergedBefore) {
          elements.duplicate(line(key), MERGE);
        }
        mergedBefore = true;
        Tree part = merged(first);
        merge(mapping, part);
        height = Math.max(height, part.height());
        continue;
      }
      String name = key(key);
      if (past || (object && !HEAD.contains(name) && elements.known(mapping.map()))) {
        height = Math.max(height, past(first).height());
        continue;
      }
      Tree value = root ? field(name, first, mapping.map()) : node(first);
      if (mapping.repeats(name)) {
        elements.duplicate(line(key), name);
      }
      if (bounded.admit(name.length()) || (root && TYPE.contains(name))) {
        mapping.put(name, line(key), value.value(), value.place());
        height = Math.max(height, value.height());
      }
    }
    parser.next();
    return tree(event, mapping.map(), mapping.place(), start, height);
  }

  private Tree past(Event event) {
    boolean before = past;
    past = true;
    Tree tree = node(event);
    past = before;
    return tree;
  }

  /** A field of the root: its items are handed over, its type is kept whatever its size. */
  private Tree field(String name, Event event, Map<String, Object> before) {
    if (name.equals(ITEMS)
        && event instanceof SequenceStartEvent items
        && items.getAnchor().isEmpty()) {
      return items(items, before);
    }
    return bounded.exceeded() && TYPE.contains(name) && event instanceof ScalarEvent type
        ? anchored(type, text(type))
        : node(event);
  }

  private Tree items(SequenceStartEvent event, Map<String, Object> before) {
    deeper(event, 1);
    depth++;
    openLines[depth] = line(event);
    inItems = true;
    Tree tree = elements(event, before);
    inItems = false;
    depth--;
    return tree;
  }

  private Tree tree(Event event, Object value, Place place, int start, int height) {
    return new Tree(
        value, place, line(event), expanded - start + 1, height + 1, bounded.exceeded());
  }

  private Tree cut(Tree tree) {
    return new Tree(
        tree.value(), tree.place(), tree.line(), tree.values(), tree.height(), bounded.exceeded());
  }

  private Tree merged(Event event) {
    Tree tree = node(event);
    List<?> parts = tree.value() instanceof List<?> list ? list : List.of(tree.value());
    if (!parts.stream().allMatch(Map.class::isInstance)) {
      throw broken(event, "the merge key \"<<\" needs a mapping");
    }
    return tree;
  }

  /** As kubectl does: what comes later counts, be it written or merged. */
  private void merge(MappingBuilder mapping, Tree part) {
    if (past) {
      return;
    }
    if (part.value() instanceof List<?> list) {
      // The first of them counts.
      for (int i = list.size() - 1; i >= 0; i--) {
        merge(mapping, list.get(i), part.place() == null ? null : part.place().nested(i), part);
      }
    } else {
      merge(mapping, part.value(), part.place(), part);
    }
  }

  private void merge(MappingBuilder mapping, Object source, @Nullable Place place, Tree part) {
    int entry = 0;
    for (Map.Entry<?, ?> field : ((Map<?, ?>) source).entrySet()) {
      String name = (String) field.getKey();
      if (bounded.admit(name.length())) {
        int line = place == null ? part.line() : place.lines()[entry];
        mapping.merge(name, line, field.getValue(), place == null ? null : place.nested(entry));
      }
      entry++;
    }
  }

  private static boolean isMerge(Event key) {
    return key instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().equals(MERGE)
        && scalar.getTag().map(MERGE_TAG::equals).orElse(true);
  }

  private String key(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> {
        anchored(scalar, text(scalar));
        yield scalar.getValue();
      }
      case AliasEvent alias when alias(alias).value() instanceof String name -> name;
      default -> throw broken(event, "a key must be text, not a mapping or a list");
    };
  }

  private Tree text(ScalarEvent event) {
    return new Tree(event.getValue(), null, line(event), 1, 0, false);
  }

  private Tree scalar(ScalarEvent event) {
    Object value = !past && bounded.admit(event.getValue().length()) ? value(event) : "";
    return new Tree(value, null, line(event), 1, 0, bounded.exceeded());
  }

  private Object value(ScalarEvent event) {
    String value = event.getValue();
    Tag tag = tag(event);
    ConstructNode constructor = scalars.get(tag);
    if (constructor == null || tag.equals(Tag.STR)) {
      return value;
    }
    try {
      Object constructed =
          constructor.construct(
              new ScalarNode(
                  tag,
                  true,
                  value,
                  event.getScalarStyle(),
                  event.getStartMark(),
                  event.getEndMark()));
      return switch (constructed) {
        case null -> YamlDocument.Absent.NULL;
        case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
        default -> constructed;
      };
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw broken(event, "not a value of type " + tag.getValue());
    }
  }

  private Tag tag(ScalarEvent event) {
    Optional<String> written = event.getTag().filter(tag -> !tag.equals("!"));
    return written.isPresent()
        ? new Tag(written.get())
        : resolver.resolve(event.getValue(), event.getImplicit().canOmitTagInPlainScalar());
  }

  private int line(Event event) {
    return firstLine + event.getStartMark().map(mark -> mark.getLine()).orElse(0);
  }

  private BrokenNode broken(Event event, String problem) {
    return new BrokenNode(line(event), problem);
  }
}

package dev.bedplate.workload.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the lines of fields in the nodes of one document, only when somebody asks. */
final class NodeLines implements YamlDocument.Lines {
  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");
  private final Node root;

  NodeLines(Node root) {
    this.root = root;
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  @Override
  public int of(String field) {
    List<String> steps = STEP.matcher(field).results().map(MatchResult::group).toList();
    Node node = root;
    int line = line(root);
    for (String step : steps) {
      Optional<Place> next = child(node, step);
      if (next.isEmpty()) {
        return line;
      }
      line = next.get().line();
      node = next.get().node();
    }
    return line;
  }

  private static Optional<Place> child(Node node, String step) {
    return switch (node) {
      case MappingNode mapping ->
          mapping.getValue().stream()
              .filter(t -> t.getKeyNode() instanceof ScalarNode k && k.getValue().equals(step))
              .map(t -> new Place(line(t.getKeyNode()), t.getValueNode()))
              .findFirst();
      case SequenceNode sequence -> element(sequence, step);
      default -> Optional.empty();
    };
  }

  private static Optional<Place> element(SequenceNode sequence, String step) {
    if (!step.chars().allMatch(Character::isDigit) || step.length() > 9) {
      return Optional.empty();
    }
    int index = Integer.parseInt(step);
    List<Node> elements = sequence.getValue();
    return index < elements.size()
        ? Optional.of(new Place(line(elements.get(index)), elements.get(index)))
        : Optional.empty();
  }

  private record Place(int line, Node node) {}
}

package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code kubectl events}: what the operator said about the objects of a namespace, in order. A
 * message stands below its Event, because it is longer than the rest of the line.
 */
record EventList(Cluster cluster, String namespace) {
  Command command() {
    return Command.reading("kubectl events -n " + namespace, this::seen);
  }

  private Seen seen() {
    List<JsonNode> events = new ArrayList<>();
    new Api(cluster.client())
        .get(Resource.Event.path(namespace))
        .body()
        .path("items")
        .forEach(events::add);
    events.sort(Comparator.comparing(EventList::time));
    List<String> heads =
        new Table(
                List.of("Last seen", "Type", "Reason", "Object", "Message"),
                events.stream().map(it -> new Table.Row(cells(it), it)).toList())
            .lines();
    List<String> lines = new ArrayList<>(List.of(heads.getFirst()));
    for (int i = 0; i < events.size(); i++) {
      lines.add(heads.get(i + 1));
      lines.add("    " + events.get(i).path("note").asText());
    }
    return new Seen(true, lines);
  }

  private static List<String> cells(JsonNode event) {
    JsonNode regarding = event.path("regarding");
    return List.of(
        Ages.since(time(event), Instant.now()),
        event.path("type").asText(),
        event.path("reason").asText(),
        regarding.path("kind").asText() + "/" + regarding.path("name").asText(),
        "");
  }

  private static Instant time(JsonNode event) {
    return Instant.parse(event.path("eventTime").asText());
  }
}

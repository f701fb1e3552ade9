package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A Pod, and how many ask about it at once.
 *
 * @param fields of each container and of the Pod
 * @param containers each with another image
 * @param clients each on a connection of its own
 */
record Shape(Fields fields, int containers, int clients) {
  private static final int[] CONTAINERS = {1, 8};
  static final int[] CLIENTS = {1, 10, 50};

  enum Fields {
    /** Names and images: what others measure with. */
    MINIMAL("minimal Pod"),
    /** Probes, resources, variables, volumes and security contexts besides: what others run. */
    USUAL("usual Pod");

    private final String words;

    Fields(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** From one client with the smallest Pod to the most clients with the largest. */
  static Stream<Shape> all(Fields fields) {
    return Arrays.stream(CONTAINERS)
        .boxed()
        .flatMap(
            containers -> Arrays.stream(CLIENTS).mapToObj(it -> new Shape(fields, containers, it)));
  }

  boolean is(int ofContainers, int ofClients) {
    return containers == ofContainers && clients == ofClients;
  }

  void put(ObjectNode run) {
    run.put("pod", fields.toString());
    run.put("containers", containers);
    run.put("clients", clients);
  }
}

package dev.bedplate.workload.manifest;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Counts documents and refuses deep nesting before the recursive composer meets it. */
final class BoundedParser implements Parser {
  private static final int MAX_DEPTH = 100;
  private final Parser parser;
  private int depth;
  private int documents;

  BoundedParser(Parser parser) {
    this.parser = parser;
  }

  /** The number, from 1, of the document that was begun last; 0 before the first. */
  int documents() {
    return documents;
  }

  @Override
  public boolean checkEvent(Event.ID id) {
    return parser.checkEvent(id);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> depth++;
      case MappingEnd, SequenceEnd -> depth--;
      case DocumentStart -> documents++;
      default -> {}
    }
    if (depth > MAX_DEPTH) {
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new BrokenNode(line, "nested deeper than " + MAX_DEPTH + " levels");
    }
    return event;
  }
}

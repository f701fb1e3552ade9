package dev.bedplate.webhook;

import java.util.Optional;

/** What a client wants to do with an object. */
public enum Operation {
  Create("CREATE"),
  Update("UPDATE"),
  Delete("DELETE"),
  Connect("CONNECT");

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /** The operation as the API spells it; empty for any other text. */
  static Optional<Operation> of(String text) {
    for (Operation operation : values()) {
      if (operation.text.equals(text)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}

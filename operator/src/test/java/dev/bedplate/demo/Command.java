package dev.bedplate.demo;

import java.util.function.Supplier;

/**
 * A command as a person types it.
 *
 * @param reads whether it changes nothing, so that it can be run until what is expected has come
 */
record Command(String typed, boolean reads, Supplier<Seen> action) {
  static Command reading(String typed, Supplier<Seen> action) {
    return new Command(typed, true, action);
  }

  static Command writing(String typed, Supplier<Seen> action) {
    return new Command(typed, false, action);
  }
}

package dev.bedplate.cli;

/** Makes the engine that commands run on. */
@FunctionalInterface
public interface EngineFactory {
  /**
   * An engine as the options and the configuration file say.
   *
   * @throws InvalidInput when the configuration cannot be read; the message names file, line and
   *     key
   */
  Engine create(EngineOptions options) throws InvalidInput;
}

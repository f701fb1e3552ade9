package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;

/**
 * One document of a YAML stream as maps, lists, strings, numbers and booleans. Keys without a value
 * are absent; a list element without one is {@link Absent}.
 */
public record YamlDocument(Object content, Source source, Lines lines) {
  /** Stands for null inside a list. */
  public enum Absent {
    NULL
  }

  /** Where fields stand in the file. */
  @FunctionalInterface
  public interface Lines {
    /**
     * The line, from 1, of the field written like {@code spec.containers[0].image}, or of its
     * nearest parent that is there.
     */
    int of(String field);
  }
}

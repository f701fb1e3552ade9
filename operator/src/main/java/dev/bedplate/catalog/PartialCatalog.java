package dev.bedplate.catalog;

import java.util.List;

/**
 * The policies and exceptions of a cluster that are in force, and what is wrong with the others.
 *
 * @param policies how many policies there are, those that are not in force too
 * @param problems one line for each field that keeps an object out of force or that is not applied
 */
public record PartialCatalog(Catalog catalog, int policies, List<String> problems) {
  /** Of a cluster that has none. */
  public static final PartialCatalog NONE =
      new PartialCatalog(new Catalog(List.of(), List.of()), 0, List.of());

  public PartialCatalog {
    problems = List.copyOf(problems);
  }
}

package dev.bedplate.workload.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A value of a document.
 *
 * @param place of its entries; null for scalars
 * @param line where it begins, from 1
 * @param values how many there are in it, aliases followed
 * @param height how deep it is nested; 0 for scalars
 * @param cut whether it was too large to be kept whole
 */
record Tree(Object value, @Nullable Place place, int line, int values, int height, boolean cut) {
  YamlDocument.Lines lines() {
    return place == null ? field -> line : Place.lines(value, place);
  }
}

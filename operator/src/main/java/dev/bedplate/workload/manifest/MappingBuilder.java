package dev.bedplate.workload.manifest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One mapping while it is read; the last of several values of a key counts. */
final class MappingBuilder {
  private final Map<String, Object> map = new LinkedHashMap<>();
  private final Set<String> empty = new HashSet<>();
  private final Set<String> merged = new HashSet<>();
  private final PlaceBuilder places;

  MappingBuilder(int line) {
    places = new PlaceBuilder(line);
  }

  Map<String, Object> map() {
    return map;
  }

  Place place() {
    return places.build();
  }

  /** Whether a key was written before; one that was merged may be written once. */
  boolean repeats(String key) {
    return !merged.remove(key) && has(key);
  }

  private boolean has(String key) {
    return map.containsKey(key) || empty.contains(key);
  }

  /** A value that came by a merge key. */
  void merge(String key, int line, Object value, @Nullable Place place) {
    if (!has(key)) {
      merged.add(key);
    }
    put(key, line, value, place);
  }

  void put(String key, int line, Object value, @Nullable Place place) {
    int entry = map.containsKey(key) ? Place.entry(map, key) : -1;
    if (value == YamlDocument.Absent.NULL) {
      empty.add(key);
      map.remove(key);
      if (entry >= 0) {
        places.remove(entry);
      }
    } else {
      map.put(key, value);
      if (entry < 0) {
        places.add(line, place);
      } else {
        places.set(entry, line, place);
      }
    }
  }
}

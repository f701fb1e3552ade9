package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads streams of Kubernetes objects in YAML or JSON, with Lists taken apart. */
public final class ManifestReader {
  private ManifestReader() {}

  /**
   * The objects of {@code in}. Mappings that are no Kubernetes object at all (neither {@code
   * apiVersion} nor {@code kind}) are left out.
   *
   * @param file the name that messages show
   */
  public static ManifestFile read(String file, InputStream in) throws IOException {
    return switch (YamlReader.read(file, in)) {
      case YamlStream.Broken(ManifestError error) -> new ManifestFile.Broken(error);
      case YamlStream.Documents(List<YamlDocument> documents) -> objects(documents);
    };
  }

  private static ManifestFile objects(List<YamlDocument> documents) {
    var objects = new ArrayList<ManifestDocument>();
    for (YamlDocument document : documents) {
      if (!(document.content() instanceof Map<?, ?> map)) {
        return new ManifestFile.Broken(
            new ManifestError(document.source(), null, "not a Kubernetes object"));
      }
      var object = new ManifestDocument(strings(map), document.source(), document.lines());
      var errors = new ArrayList<ManifestError>();
      add(object, objects, errors);
      if (!errors.isEmpty()) {
        return new ManifestFile.Broken(errors.getFirst());
      }
    }
    return new ManifestFile.Documents(objects);
  }

  private static void add(
      ManifestDocument object, List<ManifestDocument> objects, List<ManifestError> errors) {
    boolean version = object.text("apiVersion") != null;
    String kind = object.text("kind");
    if (!version && kind == null) {
      return;
    }
    if (!version || kind == null) {
      String field = version ? "kind" : "apiVersion";
      errors.add(object.error(field, "must be there and be text"));
    } else if (kind.endsWith("List") && object.object().get("items") instanceof List<?> items) {
      addItems(object, items, objects, errors);
    } else {
      objects.add(object);
    }
  }

  private static void addItems(
      ManifestDocument list,
      List<?> items,
      List<ManifestDocument> objects,
      List<ManifestError> errors) {
    for (int i = 0; i < items.size(); i++) {
      String prefix = "items[" + i + "]";
      if (!(items.get(i) instanceof Map<?, ?> map)) {
        errors.add(list.error(prefix, "must be an object"));
        return;
      }
      Source in = list.source();
      var source = new Source(in.file(), in.document(), list.lines().of(prefix));
      add(
          new ManifestDocument(
              typed(list, map), source, field -> list.lines().of(prefix + "." + field)),
          objects,
          errors);
    }
  }

  /** Items of a typed list (PodList) say neither version nor kind: the list does. */
  private static Map<String, Object> typed(ManifestDocument list, Map<?, ?> item) {
    Map<String, Object> typed = strings(item);
    String kind = String.valueOf(list.text("kind"));
    String ofItem = kind.substring(0, kind.length() - "List".length());
    if (!ofItem.isEmpty() && !typed.containsKey("apiVersion") && !typed.containsKey("kind")) {
      typed.put("apiVersion", list.object().get("apiVersion"));
      typed.put("kind", ofItem);
    }
    return typed;
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    var strings = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> strings.put((String) key, value));
    return strings;
  }
}

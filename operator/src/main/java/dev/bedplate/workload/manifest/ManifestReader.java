package dev.bedplate.workload.manifest;

import dev.bedplate.workload.Workload.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads streams of Kubernetes objects in YAML or JSON, with Lists taken apart. */
public final class ManifestReader implements YamlSink {
  private static final String LIST = "List";
  private static final String ITEMS = "items";

  /** What may be large and runs nothing, so that no more than its type is kept. */
  private static final Set<String> DATA =
      Set.of(
          "v1 ConfigMap",
          "v1 Secret",
          "apiextensions.k8s.io/v1 CustomResourceDefinition",
          "apiextensions.k8s.io/v1beta1 CustomResourceDefinition");

  private final Consumer<ManifestPart> parts;
  private boolean tookItems;

  private ManifestReader(Consumer<ManifestPart> parts) {
    this.parts = parts;
  }

  /**
   * Hands over what {@code in} holds as it comes; what is broken does not hide what follows. Memory
   * depends on the largest object, not on their number.
   *
   * @param file the name that messages show
   */
  public static void read(String file, InputStream in, Consumer<ManifestPart> parts)
      throws IOException {
    YamlDocuments.read(file, in, new ManifestReader(parts));
  }

  /**
   * All objects of a small {@code in}, or the first thing that is wrong with it. Mappings that are
   * no Kubernetes object at all (neither {@code apiVersion} nor {@code kind}) are left out.
   */
  public static ManifestFile read(String file, InputStream in) throws IOException {
    var objects = new ArrayList<ManifestDocument>();
    var errors = new ArrayList<ManifestError>();
    read(
        file,
        in,
        part -> {
          switch (part) {
            case ManifestPart.Held(ManifestDocument object) -> objects.add(object);
            case ManifestPart.Foreign(ManifestError why, boolean certain) -> {
              if (!certain) {
                errors.add(why);
              }
            }
            case ManifestPart.Broken(ManifestError error) -> errors.add(error);
            case ManifestPart.Lenient(ManifestError note) -> errors.add(note);
          }
        });
    return errors.isEmpty()
        ? new ManifestFile.Documents(objects)
        : new ManifestFile.Broken(errors.getFirst());
  }

  @Override
  public void document(YamlDocument document) {
    boolean list = tookItems;
    tookItems = false;
    if (!(document.content() instanceof Map<?, ?> map)) {
      foreign(new ManifestError(document.source(), null, "not a Kubernetes object"), false);
      return;
    }
    var object = new ManifestDocument(strings(map), document.source(), document.lines());
    if (!list || object.text("kind") == null || rest(object)) {
      add(object);
    }
  }

  /** Whether a list holds items that were not taken while it was read. */
  private static boolean rest(ManifestDocument list) {
    return list.object().get(ITEMS) instanceof List<?> items && !items.isEmpty();
  }

  @Override
  public void cut(YamlDocument document) {
    tookItems = false;
    var error =
        new ManifestError(
            document.source(),
            null,
            "one object with more than %d keys and values or %d characters"
                .formatted(Bounded.MAX_VALUES, Bounded.MAX_TEXT));
    boolean typed =
        document.content() instanceof Map<?, ?> map
            && map.get("apiVersion") != null
            && map.get("kind") != null;
    if (typed) {
      parts.accept(new ManifestPart.Broken(error));
    } else {
      foreign(error, false);
    }
  }

  /** Whatever has a list of items is a list to kubectl, so its items need not wait for its kind. */
  @Override
  public boolean item(Map<String, Object> before, int index, YamlDocument item) {
    if (!(item.content() instanceof Map<?, ?> map)) {
      return false;
    }
    Map<String, Object> typed = typed(before.get("apiVersion"), before.get("kind"), map);
    if (typed.get("apiVersion") instanceof String && typed.get("kind") instanceof String) {
      tookItems = true;
      add(new ManifestDocument(typed, item.source(), item.lines()));
      return true;
    }
    return false;
  }

  @Override
  public boolean known(Map<String, Object> before) {
    return before.get("kind") instanceof String kind
        && before.get("apiVersion") instanceof String version
        && DATA.contains(version + " " + kind);
  }

  @Override
  public void broken(ManifestError error) {
    tookItems = false;
    parts.accept(new ManifestPart.Broken(error));
  }

  @Override
  public void lenient(ManifestError note) {
    parts.accept(new ManifestPart.Lenient(note));
  }

  private void foreign(ManifestError why, boolean certain) {
    parts.accept(new ManifestPart.Foreign(why, certain));
  }

  private void add(ManifestDocument object) {
    boolean version = object.text("apiVersion") != null;
    String kind = object.text("kind");
    if (!version && kind == null) {
      String problem = "not a Kubernetes object: it has neither apiVersion nor kind";
      foreign(new ManifestError(object.source(), null, problem), true);
    } else if (!version || kind == null) {
      untyped(object.error(version ? "kind" : "apiVersion", "must be there and be text"), object);
    } else if (kind.endsWith(LIST) && object.object().get(ITEMS) instanceof List<?> items) {
      addItems(object, items);
    } else {
      parts.accept(new ManifestPart.Held(object));
    }
  }

  /** Half a type is what other programs have too (Chart.yaml), but not with all of an object. */
  private void untyped(ManifestError error, ManifestDocument object) {
    boolean looksLikeOne =
        object.object().get("metadata") instanceof Map<?, ?>
            || object.object().get("spec") instanceof Map<?, ?>;
    if (looksLikeOne) {
      parts.accept(new ManifestPart.Broken(error));
    } else {
      foreign(error, false);
    }
  }

  private void addItems(ManifestDocument list, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      String prefix = ITEMS + "[" + i + "]";
      if (!(items.get(i) instanceof Map<?, ?> map)) {
        parts.accept(new ManifestPart.Broken(list.error(prefix, "must be an object")));
        continue;
      }
      Source in = list.source();
      var source = new Source(in.file(), in.document(), list.lines().of(prefix));
      Map<String, Object> typed = typed(list.text("apiVersion"), list.text("kind"), map);
      add(new ManifestDocument(typed, source, field -> list.lines().of(prefix + "." + field)));
    }
  }

  /** Items of a typed list (PodList) say neither version nor kind: the list does. */
  private static Map<String, Object> typed(
      @Nullable Object version, @Nullable Object kind, Map<?, ?> item) {
    Map<String, Object> typed = strings(item);
    boolean untyped = !typed.containsKey("apiVersion") && !typed.containsKey("kind");
    if (untyped
        && version instanceof String
        && kind instanceof String name
        && name.endsWith(LIST)
        && name.length() > LIST.length()) {
      typed.put("apiVersion", version);
      typed.put("kind", name.substring(0, name.length() - LIST.length()));
    }
    return typed;
  }

  @SuppressWarnings("unchecked") // The reader makes text of every key.
  private static Map<String, Object> strings(Map<?, ?> map) {
    return new LinkedHashMap<>((Map<String, Object>) map);
  }
}

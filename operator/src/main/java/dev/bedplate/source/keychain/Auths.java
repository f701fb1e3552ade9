package dev.bedplate.source.keychain;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.json.Json;
import dev.bedplate.source.Credential;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The {@code auths} of a document of Docker's format. An entry is for its host and port, and with a
 * path for what is at or below that path; nothing is taken from a host that only looks alike.
 * Without an entry of the very host, one with wildcards counts as the kubelet matches them.
 */
final class Auths {
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]");
  private static final Pattern ZEROS = Pattern.compile("^\\x00+|\\x00+$");

  private final String where;
  private final Consumer<String> warnings;
  private final Map<String, List<Entry>> exact = new HashMap<>();
  private final List<Entry> patterns = new ArrayList<>();
  private int characters;

  /** An entry with the name it is stored under, as that is written and as it is compared. */
  private record Entry(String key, String name, Map<?, ?> value) {
    String text(String field) {
      return Json.text(value.get(field));
    }

    String host() {
      int slash = name.indexOf('/');
      return slash < 0 ? name : name.substring(0, slash);
    }

    String path() {
      return name.substring(host().length());
    }
  }

  /**
   * The entries of an object.
   *
   * @param where names the document in warnings, which never show its content
   */
  Auths(String where, Map<?, ?> auths, Consumer<String> warnings) {
    this.where = where;
    this.warnings = warnings;
    for (Map.Entry<?, ?> property : auths.entrySet()) {
      String key = Json.text(property.getKey());
      characters += key.length() + String.valueOf(property.getValue()).length();
      String name = ServerNames.normalized(key);
      var entry = new Entry(key, name, Json.fields(property.getValue()));
      if (HostPattern.isPattern(entry.host())) {
        patterns.add(entry);
      } else {
        exact.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
      }
    }
  }

  /** How much is kept. */
  int characters() {
    return characters;
  }

  /** The credential of the entry with the longest path. */
  Optional<Credential> find(RegistryReference reference) {
    List<String> names = ServerNames.of(reference);
    return names.stream()
        .flatMap(name -> exact.getOrDefault(name, List.of()).stream())
        .flatMap(entry -> credential(entry).stream())
        .findFirst()
        .or(() -> byPattern(reference.registry(), names));
  }

  private Optional<Credential> byPattern(String registry, List<String> names) {
    List<Entry> matching =
        patterns.stream().filter(it -> HostPattern.matches(it.host(), registry)).toList();
    return names.stream()
        .map(name -> name.substring(registry.length()))
        .flatMap(path -> matching.stream().filter(entry -> entry.path().equals(path)))
        .flatMap(entry -> credential(entry).stream())
        .findFirst();
  }

  /** In the order of Docker's own reading: tokens, then what {@code auth} holds, then the rest. */
  private Optional<Credential> credential(Entry entry) {
    String registryToken = entry.text("registrytoken");
    if (!registryToken.isEmpty()) {
      return Optional.of(Credential.registryToken(registryToken));
    }
    String identityToken = entry.text("identitytoken");
    if (!identityToken.isEmpty()) {
      return Optional.of(Credential.identityToken(identityToken));
    }
    String auth = entry.text("auth").strip();
    if (!auth.isEmpty()) {
      return decode(entry.key(), auth);
    }
    return entry.value().get("username") != null && entry.value().get("password") != null
        ? Optional.of(new Credential(entry.text("username"), entry.text("password")))
        : Optional.empty();
  }

  /** Line breaks anywhere in Base64 and zero bytes around a password mean nothing to Docker. */
  private Optional<Credential> decode(String key, String auth) {
    try {
      byte[] bytes = Base64.getDecoder().decode(LINE_BREAKS.matcher(auth).replaceAll(""));
      String pair = new String(bytes, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        String password = ZEROS.matcher(pair.substring(colon + 1)).replaceAll("");
        return Optional.of(new Credential(pair.substring(0, colon), password));
      }
    } catch (IllegalArgumentException e) {
      // Reported below, without the text, which is a secret.
    }
    warnings.accept(where + ": auths[\"" + key + "\"].auth is not Base64 of user:password");
    return Optional.empty();
  }
}

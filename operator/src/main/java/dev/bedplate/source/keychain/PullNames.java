package dev.bedplate.source.keychain;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a workload says that its pull credentials are.
 *
 * @param secrets names in {@code namespace}, in the order in which they count; the first 16
 */
public record PullNames(String namespace, List<String> secrets, String serviceAccount) {
  private static final int MOST = 16;
  private static final String DEFAULT = "default";

  /** RFC 1123 subdomain. A name becomes part of a URL, so nothing else may pass. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  /** Names that cannot be those of objects are left out. */
  public PullNames {
    secrets = secrets.stream().filter(PullNames::isName).distinct().limit(MOST).toList();
  }

  /**
   * Those that a pod's {@code spec} names.
   *
   * @param spec as plain values; null when there is none
   */
  public static PullNames of(String namespace, @Nullable Map<?, ?> spec) {
    Map<?, ?> fields = spec == null ? Map.of() : spec;
    return new PullNames(
        namespace,
        names(fields.get("imagePullSecrets")),
        account(fields.get("serviceAccountName")));
  }

  /** Whether Kubernetes can have an object of that name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static String account(@Nullable Object name) {
    return name instanceof String text && !text.isEmpty() ? text : DEFAULT;
  }

  private static List<String> names(@Nullable Object references) {
    return references instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(it -> ((Map<?, ?>) it).get("name"))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList()
        : List.of();
  }
}

package dev.bedplate.catalog;

import static java.util.Map.entry;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/**
 * What expressions may ask: the fields of {@code facts}, {@code container} and {@code workload},
 * which are maps when an expression is evaluated. A field that may be null says so. The names of
 * the types cannot be written in an expression, so nobody makes a value of them.
 */
@Immutable
final class CelTypes implements CelTypeProvider {
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType NUMBER = SimpleType.INT;
  private static final CelType FLAG = SimpleType.BOOL;
  private static final CelType TEXT_OR_NULL = NullableType.create(TEXT);
  private static final CelType NUMBER_OR_NULL = NullableType.create(NUMBER);
  private static final CelType FLAG_OR_NULL = NullableType.create(FLAG);
  private static final CelType TEXTS = ListType.create(TEXT);
  private static final CelType LABELS = MapType.create(TEXT, TEXT);

  private static final StructType DISTRIBUTION =
      struct(
          "a distribution",
          entry("id", TEXT),
          entry("idLike", TEXTS),
          entry("version", TEXT_OR_NULL),
          entry("codename", TEXT_OR_NULL),
          entry("prettyName", TEXT_OR_NULL),
          entry("flavour", TEXT),
          entry("consistent", FLAG));
  private static final StructType LIFECYCLE =
      struct(
          "a lifecycle",
          entry("state", TEXT),
          entry("cycle", TEXT_OR_NULL),
          entry("securityUntil", TEXT_OR_NULL),
          entry("extendedUntil", TEXT_OR_NULL),
          entry("asOf", TEXT));
  private static final StructType LIBC =
      struct(
          "a libc",
          entry("kind", TEXT),
          entry("version", TEXT_OR_NULL),
          entry("loaders", TEXTS),
          entry("shim", TEXT_OR_NULL));
  private static final StructType BUSYBOX =
      struct(
          "a BusyBox",
          entry("present", FLAG),
          entry("version", TEXT_OR_NULL),
          entry("path", TEXT_OR_NULL));
  private static final StructType PACKAGES =
      struct(
          "the packages",
          entry("database", TEXT_OR_NULL),
          entry("managerPresent", FLAG),
          entry("count", NUMBER_OR_NULL),
          entry("removed", FLAG),
          entry("names", TEXTS));
  private static final StructType TOOLS =
      struct(
          "the tools",
          entry("shells", TEXTS),
          entry("downloaders", TEXTS),
          entry("debuggers", TEXTS),
          entry("compilers", TEXTS),
          entry("packageManagers", TEXTS));
  private static final StructType LAYER =
      struct(
          "a layer",
          entry("digest", TEXT),
          entry("diffId", TEXT_OR_NULL),
          entry("compressed", NUMBER),
          entry("unpacked", NUMBER_OR_NULL),
          entry("createdBy", TEXT_OR_NULL),
          entry("base", FLAG));
  private static final StructType SIZE =
      struct(
          "the size",
          entry("compressed", NUMBER),
          entry("unpacked", NUMBER_OR_NULL),
          entry("visible", NUMBER_OR_NULL),
          entry("wasted", NUMBER_OR_NULL),
          entry("layers", ListType.create(LAYER)));
  private static final StructType BASE =
      struct(
          "a base image",
          entry("name", TEXT_OR_NULL),
          entry("digest", TEXT_OR_NULL),
          entry("evidence", TEXT),
          entry("verified", FLAG),
          entry("layers", NUMBER),
          entry("addedCompressed", NUMBER_OR_NULL),
          entry("addedUnpacked", NUMBER_OR_NULL),
          entry("outdated", FLAG_OR_NULL));
  private static final StructType FOREIGN =
      struct(
          "a foreign binary",
          entry("path", TEXT),
          entry("owner", TEXT_OR_NULL),
          entry("layer", TEXT),
          entry("class", TEXT),
          entry("interpreter", TEXT_OR_NULL),
          entry("missing", TEXTS));
  private static final StructType CONFIG =
      struct(
          "an image configuration",
          entry("user", TEXT),
          entry("entrypoint", TEXTS),
          entry("command", TEXTS),
          entry("created", TEXT_OR_NULL),
          entry("labels", LABELS));
  private static final StructType COMPLETENESS =
      struct(
          "the completeness",
          entry("complete", FLAG),
          entry("unsupported", TEXTS),
          entry("errors", TEXTS));
  private static final StructType EVIDENCE =
      struct(
          "an evidence",
          entry("fact", TEXT),
          entry("path", TEXT_OR_NULL),
          entry("layer", TEXT_OR_NULL),
          entry("detail", TEXT));
  private static final StructType FACTS =
      struct(
          "the facts",
          entry("reference", TEXT),
          entry("digest", TEXT),
          entry("indexDigest", TEXT_OR_NULL),
          entry("platform", TEXT),
          entry("distribution", DISTRIBUTION),
          entry("lifecycle", LIFECYCLE),
          entry("libc", LIBC),
          entry("busybox", BUSYBOX),
          entry("packages", PACKAGES),
          entry("tools", TOOLS),
          entry("size", SIZE),
          entry("base", BASE),
          entry("foreignBinaries", ListType.create(FOREIGN)),
          entry("config", CONFIG),
          entry("completeness", COMPLETENESS),
          entry("evidence", ListType.create(EVIDENCE)));
  private static final StructType CONTAINER =
      struct("a container", entry("name", TEXT), entry("list", TEXT));
  private static final StructType WORKLOAD =
      struct(
          "a workload",
          entry("kind", TEXT),
          entry("namespace", TEXT),
          entry("name", TEXT),
          entry("labels", LABELS));

  /** The variables of an expression. */
  static final ImmutableMap<String, StructType> VARIABLES =
      ImmutableMap.of("facts", FACTS, "container", CONTAINER, "workload", WORKLOAD);

  static final CelTypes PROVIDER = new CelTypes();

  private final ImmutableMap<String, CelType> types =
      named(
          DISTRIBUTION,
          LIFECYCLE,
          LIBC,
          BUSYBOX,
          PACKAGES,
          TOOLS,
          LAYER,
          SIZE,
          BASE,
          FOREIGN,
          CONFIG,
          COMPLETENESS,
          EVIDENCE,
          FACTS,
          CONTAINER,
          WORKLOAD);

  private CelTypes() {}

  @Override
  public ImmutableCollection<CelType> types() {
    return types.values();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(types.get(name));
  }

  private static ImmutableMap<String, CelType> named(StructType... structs) {
    ImmutableMap.Builder<String, CelType> named = ImmutableMap.builder();
    for (StructType struct : structs) {
      named.put(struct.name(), struct);
    }
    return named.buildOrThrow();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // The array is handed on and only read.
  private static StructType struct(String name, Map.Entry<String, CelType>... fields) {
    ImmutableMap<String, CelType> types = ImmutableMap.ofEntries(fields);
    return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
  }
}

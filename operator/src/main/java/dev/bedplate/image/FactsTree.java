package dev.bedplate.image;

import static dev.bedplate.json.Json.object;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts to a tree in contract order. */
final class FactsTree {
  private FactsTree() {}

  static Map<String, @Nullable Object> of(ImageFacts facts) {
    return object(
        "distribution", distribution(facts.distribution()),
        "libc", libc(facts.libc()),
        "busybox", busybox(facts.busybox()),
        "packages", packages(facts.packages()),
        "tools", tools(facts.tools()),
        "size", size(facts.size()),
        "base", base(facts.base()),
        "foreignBinaries", facts.foreignBinaries().stream().map(FactsTree::foreign).toList(),
        "config", config(facts.config()),
        "completeness", completeness(facts.completeness()),
        "evidence", facts.evidence().stream().map(FactsTree::evidence).toList());
  }

  private static Object distribution(Distribution it) {
    return object(
        "id", it.id(),
        "idLike", it.idLike(),
        "version", it.version(),
        "codename", it.codename(),
        "prettyName", it.prettyName(),
        "flavour", it.flavour().name(),
        "consistent", it.consistent());
  }

  private static Object libc(Libc it) {
    return object(
        "kind", it.kind().name(),
        "version", it.version(),
        "loaders", it.loaders(),
        "shim", it.shim());
  }

  private static Object busybox(BusyBox it) {
    return object("present", it.present(), "version", it.version(), "path", it.path());
  }

  private static Object packages(Packages it) {
    return object(
        "database", it.database(),
        "managerPresent", it.managerPresent(),
        "count", it.count() == null ? null : Long.valueOf(it.count()),
        "removed", it.removed(),
        "names", it.names());
  }

  private static Object tools(Tools it) {
    return object(
        "shells", it.shells(),
        "downloaders", it.downloaders(),
        "debuggers", it.debuggers(),
        "compilers", it.compilers(),
        "packageManagers", it.packageManagers());
  }

  private static Object size(ImageSize it) {
    return object(
        "compressed", it.compressed(),
        "unpacked", it.unpacked(),
        "visible", it.visible(),
        "wasted", it.wasted(),
        "layers", it.layers().stream().map(FactsTree::layer).toList());
  }

  private static Object layer(ImageSize.Layer it) {
    return object(
        "digest", it.digest().toString(),
        "diffId", text(it.diffId()),
        "compressed", it.compressed(),
        "unpacked", it.unpacked(),
        "createdBy", it.createdBy(),
        "base", it.base());
  }

  private static Object base(BaseImage it) {
    return object(
        "name", it.name(),
        "digest", text(it.digest()),
        "evidence", it.evidence().name(),
        "verified", it.verified(),
        "layers", Long.valueOf(it.layers()),
        "addedCompressed", it.addedCompressed(),
        "addedUnpacked", it.addedUnpacked(),
        "outdated", it.outdated());
  }

  private static Object foreign(ForeignBinary it) {
    return object(
        "path", it.path(),
        "owner", it.owner(),
        "layer", it.layer().toString(),
        "class", it.classification(),
        "interpreter", it.interpreter(),
        "missing", it.missing());
  }

  private static Object config(ImageConfig it) {
    return object(
        "user", it.user(),
        "entrypoint", it.entrypoint(),
        "command", it.command(),
        "created", text(it.created()),
        "labels", new TreeMap<>(it.labels()));
  }

  private static Object completeness(Completeness it) {
    return object(
        "complete", it.complete(), "unsupported", it.unsupported(), "errors", it.errors());
  }

  private static Object evidence(Evidence it) {
    return object(
        "fact", it.fact(), "path", it.path(), "layer", text(it.layer()), "detail", it.detail());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}

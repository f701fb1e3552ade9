package dev.bedplate.image;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A tree in contract form to facts. */
final class FactsReader {
  private FactsReader() {}

  static ImageFacts facts(JsonObject in) throws InvalidJson {
    return new ImageFacts(
        distribution(in.object("distribution")),
        libc(in.object("libc")),
        busybox(in.object("busybox")),
        packages(in.object("packages")),
        tools(in.object("tools")),
        size(in.object("size")),
        base(in.object("base")),
        in.objects("foreignBinaries", FactsReader::foreignBinary),
        config(in.object("config")),
        completeness(in.object("completeness")),
        in.objects("evidence", FactsReader::evidence));
  }

  private static Distribution distribution(JsonObject in) throws InvalidJson {
    return new Distribution(
        in.text("id"),
        in.texts("idLike"),
        in.textOrNull("version"),
        in.textOrNull("codename"),
        in.textOrNull("prettyName"),
        in.constant("flavour", Flavour.class),
        in.flag("consistent"));
  }

  private static Libc libc(JsonObject in) throws InvalidJson {
    return new Libc(
        in.constant("kind", Libc.Kind.class),
        in.textOrNull("version"),
        in.texts("loaders"),
        in.textOrNull("shim"));
  }

  private static BusyBox busybox(JsonObject in) throws InvalidJson {
    return new BusyBox(in.flag("present"), in.textOrNull("version"), in.textOrNull("path"));
  }

  // The same few hundred names are in most images, and thousands of images are in memory.
  private static Packages packages(JsonObject in) throws InvalidJson {
    return new Packages(
        in.textOrNull("database"),
        in.flag("managerPresent"),
        in.has("count") ? in.integer("count") : null,
        in.flag("removed"),
        in.texts("names").stream().map(String::intern).toList());
  }

  private static Tools tools(JsonObject in) throws InvalidJson {
    return new Tools(
        in.texts("shells"),
        in.texts("downloaders"),
        in.texts("debuggers"),
        in.texts("compilers"),
        in.texts("packageManagers"));
  }

  private static ImageSize size(JsonObject in) throws InvalidJson {
    return new ImageSize(
        in.number("compressed"),
        in.numberOrNull("unpacked"),
        in.numberOrNull("visible"),
        in.numberOrNull("wasted"),
        in.objects("layers", FactsReader::layer));
  }

  private static ImageSize.Layer layer(JsonObject in) throws InvalidJson {
    return new ImageSize.Layer(
        in.parsed("digest", Digest::parse, Digest.EXPECTED),
        in.parsedOrNull("diffId", Digest::parse, Digest.EXPECTED),
        in.number("compressed"),
        in.numberOrNull("unpacked"),
        in.textOrNull("createdBy"),
        in.flag("base"));
  }

  private static BaseImage base(JsonObject in) throws InvalidJson {
    return new BaseImage(
        in.textOrNull("name"),
        in.parsedOrNull("digest", Digest::parse, Digest.EXPECTED),
        in.constant("evidence", BaseEvidence.class),
        in.flag("verified"),
        in.integer("layers"),
        in.numberOrNull("addedCompressed"),
        in.numberOrNull("addedUnpacked"),
        in.has("outdated") ? in.flag("outdated") : null);
  }

  private static ForeignBinary foreignBinary(JsonObject in) throws InvalidJson {
    return new ForeignBinary(
        in.text("path"),
        in.textOrNull("owner"),
        in.parsed("layer", Digest::parse, Digest.EXPECTED),
        in.text("class"),
        in.textOrNull("interpreter"),
        in.texts("missing"));
  }

  private static ImageConfig config(JsonObject in) throws InvalidJson {
    return new ImageConfig(
        in.text("user"),
        in.texts("entrypoint"),
        in.texts("command"),
        in.parsedOrNull("created", FactsReader::instant, "a time in RFC 3339 form"),
        in.textMap("labels"));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Completeness completeness(JsonObject in) throws InvalidJson {
    return new Completeness(in.flag("complete"), in.texts("unsupported"), in.texts("errors"));
  }

  private static Evidence evidence(JsonObject in) throws InvalidJson {
    return new Evidence(
        in.text("fact"),
        in.textOrNull("path"),
        in.parsedOrNull("layer", Digest::parse, Digest.EXPECTED),
        in.text("detail"));
  }
}

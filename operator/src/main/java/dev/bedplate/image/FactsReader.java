package dev.bedplate.image;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.JsonObject.Mismatch;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree in contract form to facts. */
final class FactsReader {
  private FactsReader() {}

  static ImageFacts facts(JsonObject in) throws Mismatch {
    return new ImageFacts(
        distribution(in.object("distribution")),
        libc(in.object("libc")),
        busybox(in.object("busybox")),
        packages(in.object("packages")),
        tools(in.object("tools")),
        size(in.object("size")),
        base(in.object("base")),
        foreignBinaries(in),
        config(in.object("config")),
        completeness(in.object("completeness")),
        evidence(in));
  }

  private static Distribution distribution(JsonObject in) throws Mismatch {
    return new Distribution(
        in.text("id"),
        in.texts("idLike"),
        in.textOrNull("version"),
        in.textOrNull("codename"),
        in.textOrNull("prettyName"),
        in.constant("flavour", Flavour.class),
        in.bool("consistent"));
  }

  private static Libc libc(JsonObject in) throws Mismatch {
    return new Libc(
        in.constant("kind", Libc.Kind.class),
        in.textOrNull("version"),
        in.texts("loaders"),
        in.textOrNull("shim"));
  }

  private static BusyBox busybox(JsonObject in) throws Mismatch {
    return new BusyBox(in.bool("present"), in.textOrNull("version"), in.textOrNull("path"));
  }

  // The same few hundred names are in most images, and thousands of images are in memory.
  private static Packages packages(JsonObject in) throws Mismatch {
    return new Packages(
        in.textOrNull("database"),
        in.bool("managerPresent"),
        in.has("count") ? in.integer("count") : null,
        in.bool("removed"),
        in.texts("names").stream().map(String::intern).toList());
  }

  private static Tools tools(JsonObject in) throws Mismatch {
    return new Tools(
        in.texts("shells"),
        in.texts("downloaders"),
        in.texts("debuggers"),
        in.texts("compilers"),
        in.texts("packageManagers"));
  }

  private static ImageSize size(JsonObject in) throws Mismatch {
    List<ImageSize.Layer> layers = new ArrayList<>();
    for (JsonObject layer : in.objects("layers")) {
      layers.add(
          new ImageSize.Layer(
              layer.digest("digest"),
              layer.digestOrNull("diffId"),
              layer.number("compressed"),
              layer.numberOrNull("unpacked"),
              layer.textOrNull("createdBy"),
              layer.bool("base")));
    }
    return new ImageSize(
        in.number("compressed"),
        in.numberOrNull("unpacked"),
        in.numberOrNull("visible"),
        in.numberOrNull("wasted"),
        layers);
  }

  private static BaseImage base(JsonObject in) throws Mismatch {
    return new BaseImage(
        in.textOrNull("name"),
        in.digestOrNull("digest"),
        in.constant("evidence", BaseEvidence.class),
        in.bool("verified"),
        in.integer("layers"),
        in.numberOrNull("addedCompressed"),
        in.numberOrNull("addedUnpacked"),
        in.boolOrNull("outdated"));
  }

  private static List<ForeignBinary> foreignBinaries(JsonObject in) throws Mismatch {
    List<ForeignBinary> binaries = new ArrayList<>();
    for (JsonObject binary : in.objects("foreignBinaries")) {
      binaries.add(
          new ForeignBinary(
              binary.text("path"),
              binary.textOrNull("owner"),
              binary.digest("layer"),
              binary.text("class"),
              binary.textOrNull("interpreter"),
              binary.texts("missing")));
    }
    return binaries;
  }

  private static ImageConfig config(JsonObject in) throws Mismatch {
    return new ImageConfig(
        in.text("user"),
        in.texts("entrypoint"),
        in.texts("command"),
        instant(in, "created"),
        in.textMap("labels"));
  }

  private static @Nullable Instant instant(JsonObject in, String name) throws Mismatch {
    String text = in.textOrNull(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Mismatch(in.at(name) + ": no time in RFC 3339 form: " + text);
    }
  }

  private static Completeness completeness(JsonObject in) throws Mismatch {
    return new Completeness(in.bool("complete"), in.texts("unsupported"), in.texts("errors"));
  }

  private static List<Evidence> evidence(JsonObject in) throws Mismatch {
    List<Evidence> evidence = new ArrayList<>();
    for (JsonObject item : in.objects("evidence")) {
      evidence.add(
          new Evidence(
              item.text("fact"),
              item.textOrNull("path"),
              item.digestOrNull("layer"),
              item.text("detail")));
    }
    return evidence;
  }
}

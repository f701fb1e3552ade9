package dev.bedplate.inspect.distribution;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ladder of release files: os-release decides, vendor files only refine or stand in for it. */
final class ReleaseFiles {
  private static final Pattern NUMERIC = Pattern.compile("\\d+(\\.\\d+)*");

  /** Fedora's development line gives itself the number of the release that it will become. */
  private static final String BUGZILLA = "REDHAT_BUGZILLA_PRODUCT_VERSION";

  private static final Pattern ID = Pattern.compile("[a-z0-9._-]+");
  private static final List<String> VENDOR_FILES =
      List.of(
          "etc/rocky-release",
          "etc/almalinux-release",
          "etc/oracle-release",
          "etc/centos-release",
          "etc/fedora-release",
          "etc/redhat-release",
          "etc/system-release",
          "usr/lib/system-release",
          "etc/photon-release",
          "etc/issue");
  private final FileSystem files;
  private final List<Digest> layers;
  private final List<Evidence> evidence;

  private final List<String> errors;

  ReleaseFiles(
      FileSystem files, List<Digest> layers, List<Evidence> evidence, List<String> errors) {
    this.files = files;
    this.layers = layers;
    this.evidence = evidence;
    this.errors = errors;
  }

  /**
   * What the files say, or null when none says anything; an error tells of a file that stands
   * before all others and does not say it. The first os-release there is counts, and no other.
   */
  @Nullable Identity identity() {
    for (String path : List.of("etc/os-release", "usr/lib/os-release")) {
      if (files.resolve(path).filter(node -> node.type() == EntryType.File).isPresent()) {
        return ofOsRelease(path);
      }
    }
    return ofVendorFile();
  }

  private @Nullable Identity ofOsRelease(String path) {
    byte[] content = read(path);
    if (content != null) {
      OsRelease release = OsRelease.parse(content);
      String id = lower(value(path, release, "ID"));
      if (id != null && ID.matcher(id).matches()) {
        return ofOsRelease(path, id, release);
      }
    }
    if (errors.isEmpty()) {
      errors.add("/" + path + " does not say which distribution this is: it has no usable ID");
    }
    return null;
  }

  /** What a key has; what two readers of the file take for different things is unknown. */
  private @Nullable String value(String path, OsRelease release, String key) {
    Integer line = release.doubtful().get(key);
    if (line != null) {
      errors.add(
          "/%s line %d: a shell and a reader of lines do not read the same %s"
              .formatted(path, line, key));
    }
    return release.get(key);
  }

  private Identity ofOsRelease(String path, String id, OsRelease release) {
    note("distribution.id", path, "ID=" + id);
    String pretty = value(path, release, "PRETTY_NAME");
    String like = lower(value(path, release, "ID_LIKE"));
    String home = value(path, release, "HOME_URL");
    boolean distroless =
        "Distroless".equals(pretty) || (home != null && home.contains("distroless"));
    if (distroless) {
      note("distribution.flavour", path, "PRETTY_NAME=" + pretty);
    }
    return new Identity(
        id,
        like == null ? List.of() : List.of(like.strip().split("\\s+")),
        version(path, id, release),
        value(path, release, "VERSION_CODENAME"),
        pretty,
        distroless);
  }

  private @Nullable String version(String path, String id, OsRelease release) {
    String claimed = value(path, release, "VERSION_ID");
    if (release.doubtful().containsKey("VERSION_ID")) {
      return null;
    }
    String pretty = release.get("PRETTY_NAME");
    if (id.equals("alpine")
        && pretty != null
        && pretty.endsWith(" edge")
        && (claimed == null || !claimed.contains("_"))) {
      note("distribution.version", path, "PRETTY_NAME=" + pretty);
      return "edge";
    }
    if (id.equals("fedora") && "rawhide".equals(lower(value(path, release, BUGZILLA)))) {
      note("distribution.version", path, BUGZILLA + "=" + release.get(BUGZILLA));
      return "rawhide";
    }
    String refined = refined(id, claimed);
    if (refined != null) {
      return refined;
    }
    if (claimed != null) {
      note("distribution.version", path, "VERSION_ID=" + claimed);
    }
    return claimed;
  }

  /**
   * A more precise version of the same release, from the vendor's file; null when there is none.
   */
  private @Nullable String refined(String id, @Nullable String claimed) {
    return switch (id) {
      case "debian" -> refine("etc/debian_version", text("etc/debian_version"), claimed);
      case "rhel", "centos" -> refineVendor(id, "etc/redhat-release", claimed);
      case "amzn" -> refineVendor(id, "usr/lib/system-release", claimed);
      default -> null;
    };
  }

  private @Nullable String refineVendor(String id, String path, @Nullable String claimed) {
    String text = text(path);
    VendorRelease vendor = text == null ? null : VendorRelease.parse(text);
    return vendor == null || !vendor.id().equals(id)
        ? null
        : refine(path, vendor.version(), claimed);
  }

  private @Nullable String refine(String path, @Nullable String found, @Nullable String claimed) {
    if (found == null || !NUMERIC.matcher(found).matches()) {
      return null;
    }
    if (claimed != null && !found.startsWith(claimed + ".")) {
      return null;
    }
    note("distribution.version", path, found);
    return found;
  }

  private @Nullable Identity ofVendorFile() {
    String alpine = text("etc/alpine-release");
    if (alpine != null && !alpine.isEmpty()) {
      return noted("etc/alpine-release", "alpine", alpine, alpine);
    }
    byte[] lsb = read("etc/lsb-release");
    if (lsb != null) {
      OsRelease release = OsRelease.parse(lsb);
      String id = lower(value("etc/lsb-release", release, "DISTRIB_ID"));
      if (!errors.isEmpty()) {
        return null;
      }
      if (id != null && ID.matcher(id).matches()) {
        return noted(
            "etc/lsb-release",
            id,
            value("etc/lsb-release", release, "DISTRIB_RELEASE"),
            "DISTRIB_ID=" + release.get("DISTRIB_ID"));
      }
    }
    String debian = text("etc/debian_version");
    if (debian != null && !debian.isEmpty()) {
      String version = NUMERIC.matcher(debian).matches() ? debian : null;
      return noted("etc/debian_version", "debian", version, debian);
    }
    for (String path : VENDOR_FILES) {
      String text = text(path);
      VendorRelease vendor = text == null ? null : VendorRelease.parse(text);
      if (vendor != null) {
        return noted(path, vendor.id(), vendor.version(), vendor.line());
      }
    }
    return null;
  }

  private Identity noted(String path, String id, @Nullable String version, String detail) {
    note("distribution.id", path, detail);
    if (version != null) {
      note("distribution.version", path, detail);
    }
    return new Identity(id, version);
  }

  private void note(String fact, String path, String detail) {
    FileNode node = files.resolve(path).orElse(null);
    Digest layer = node == null ? null : layers.get(node.layer());
    evidence.add(new Evidence(fact, "/" + path, layer, detail));
  }

  private @Nullable String text(String path) {
    byte[] bytes = read(path);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private byte @Nullable [] read(String path) {
    byte[] content = files.read(path).orElse(null);
    if (content == null && files.unread(path)) {
      errors.add("/" + path + " was not read: it is too large, or its layer has too many like it");
    }
    return content;
  }

  private static @Nullable String lower(@Nullable String value) {
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }
}

package dev.bedplate.source;

import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.ArchiveReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text to {@link ImageReference}, with jib-core's reading of registry references. */
public final class ReferenceParser {
  private static final String LAYOUT = "oci:";
  private static final String ARCHIVE = "docker-archive:";
  private static final String HUB = "docker.io";
  private static final Set<String> HUB_NAMES =
      Set.of(HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");
  private static final int MAX_TEXT = 4096;
  private static final int MAX_REPOSITORY = 255;
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?");

  private ReferenceParser() {}

  /** The reference written as {@code text}; never throws. */
  public static ImageReference parse(String text) {
    if (text.length() > MAX_TEXT) {
      return tooLong(text);
    }
    if (text.startsWith(LAYOUT) && !text.startsWith(LAYOUT + "//")) {
      return layout(text, text.substring(LAYOUT.length()));
    }
    if (text.startsWith(ARCHIVE)) {
      return archive(text, text.substring(ARCHIVE.length()));
    }
    return parseRegistry(text);
  }

  /**
   * The reference as Kubernetes reads it, where nothing but a registry is meant: {@code oci:1} is
   * the repository {@code docker.io/library/oci} and no directory. Never throws.
   */
  public static ImageReference parseRegistry(String text) {
    return text.length() > MAX_TEXT ? tooLong(text) : registry(text);
  }

  private static ImageReference tooLong(String text) {
    return invalid(text, "an image reference has at most " + MAX_TEXT + " characters");
  }

  private static ImageReference layout(String text, String rest) {
    int colon = rest.lastIndexOf(':');
    boolean tagged = colon >= 0 && rest.indexOf('/', colon) < 0;
    String directory = tagged ? rest.substring(0, colon) : rest;
    String tag = tagged ? rest.substring(colon + 1) : null;
    if (directory.isEmpty() || (tag != null && tag.isEmpty())) {
      return invalid(text, "oci:DIR or oci:DIR:TAG is expected");
    }
    return new LayoutReference(text, directory, tag);
  }

  private static ImageReference archive(String text, String rest) {
    int colon = rest.indexOf(':');
    String file = colon < 0 ? rest : rest.substring(0, colon);
    String name = colon < 0 ? null : rest.substring(colon + 1);
    if (file.isEmpty() || (name != null && name.isEmpty())) {
      return invalid(text, "docker-archive:FILE or docker-archive:FILE:REF is expected");
    }
    return new ArchiveReference(text, file, name);
  }

  private static ImageReference registry(String text) {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.parse(text.substring(at + 1));
    if (at >= 0 && digest.isEmpty()) {
      return invalid(
          text, "after @ a digest is expected: sha256: with 64 or sha512: with 128 hex digits");
    }
    String problem = problem(name);
    if (!problem.isEmpty()) {
      return invalid(text, problem);
    }
    int slash = name.indexOf('/');
    String tag = tag(name);
    if (at < 0 && tag == null) {
      tag = "latest";
    }
    boolean bracketed = name.startsWith("[");
    // jib-core knows no IPv6 hosts: it reads the rest under a stand-in.
    String readable = bracketed ? "localhost" + name.substring(slash) : name;
    try {
      var parsed = com.google.cloud.tools.jib.api.ImageReference.parse(readable);
      String host = bracketed ? name.substring(0, slash) : parsed.getRegistry();
      return reference(text, host, parsed.getRepository(), tag, digest.orElse(null));
    } catch (InvalidImageReferenceException e) {
      return invalid(text, "[HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST] is expected");
    }
  }

  private static ImageReference reference(
      String text, String host, String repository, @Nullable String tag, @Nullable Digest digest) {
    String registry = host.toLowerCase(Locale.ROOT);
    boolean hub = HUB_NAMES.contains(registry);
    String full = hub && repository.indexOf('/') < 0 ? "library/" + repository : repository;
    if (full.length() > MAX_REPOSITORY) {
      return invalid(text, "a repository name has at most " + MAX_REPOSITORY + " characters");
    }
    return new RegistryReference(text, hub ? HUB : registry, full, tag, digest);
  }

  private static String problem(String name) {
    if (name.isEmpty()) {
      return "the image name is missing";
    }
    if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return "it holds a blank or another character that no name may have";
    }
    if (name.contains("://")) {
      return "an image reference has no scheme such as https://";
    }
    int slash = name.indexOf('/');
    String host = slash < 0 ? "" : name.substring(0, slash);
    if (name.startsWith("[") && !IPV6.matcher(host).matches()) {
      return "an IPv6 registry is written as [ADDRESS]:PORT/REPOSITORY";
    }
    boolean hasHost = isHost(host);
    if (hasHost && !isPort(host)) {
      return "the port of the registry must be a number from 1 to 65535";
    }
    String tag = tag(name);
    if (tag != null && !TAG.matcher(tag).matches()) {
      return "a tag has 1 to 128 letters, digits, '_', '.' or '-', and no '.' or '-' in front";
    }
    String repository = hasHost ? name.substring(slash + 1) : name;
    String bare = tag == null ? repository : repository.substring(0, repository.lastIndexOf(':'));
    return bare.chars().anyMatch(Character::isUpperCase)
        ? "a repository name has no upper-case letters"
        : "";
  }

  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
  }

  private static boolean isPort(String host) {
    int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
    if (colon < 0) {
      return true;
    }
    String port = host.substring(colon + 1);
    return port.matches("\\d{1,5}")
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= 65535;
  }

  private static @Nullable String tag(String name) {
    int colon = name.indexOf(':', Math.max(name.lastIndexOf('/'), name.lastIndexOf(']')) + 1);
    return colon < 0 ? null : name.substring(colon + 1);
  }

  private static InvalidReference invalid(String text, String problem) {
    return new InvalidReference(text, "\"" + text + "\" is no image reference: " + problem);
  }
}

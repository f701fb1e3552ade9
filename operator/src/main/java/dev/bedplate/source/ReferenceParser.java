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
  private static final String STAND_IN = "localhost/";
  private static final Set<String> HUB_NAMES =
      Set.of(HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");
  private static final int MAX_TEXT = 4096;
  private static final int MAX_REPOSITORY = 255;
  private static final String TOO_LONG =
      "a repository name has at most " + MAX_REPOSITORY + " characters";
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

  /** What ends like a digest; a directory may have another @ in its name. */
  private static final Pattern DIGEST = Pattern.compile("@(?:sha256|sha512):[^/@]*$");

  private static final String DIGEST_EXPECTED =
      "after @ a digest is expected: sha256: with 64 or sha512: with 128 hex digits";

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

  private static ImageReference layout(String text, String place) {
    int at = DIGEST.matcher(place).find() ? place.lastIndexOf('@') : -1;
    Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.parse(place.substring(at + 1));
    if (at >= 0 && digest.isEmpty()) {
      return invalid(text, DIGEST_EXPECTED);
    }
    String rest = at < 0 ? place : place.substring(0, at);
    int colon = rest.lastIndexOf(':');
    boolean tagged = colon >= 0 && rest.indexOf('/', colon) < 0;
    String directory = tagged ? rest.substring(0, colon) : rest;
    String tag = tagged ? rest.substring(colon + 1) : null;
    if (directory.isEmpty() || (tag != null && tag.isEmpty())) {
      return invalid(text, "oci:DIR, oci:DIR:TAG or oci:DIR@DIGEST is expected");
    }
    return new LayoutReference(text, directory, tag, digest.orElse(null));
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
      return invalid(text, DIGEST_EXPECTED);
    }
    String problem = problem(name);
    if (!problem.isEmpty()) {
      return invalid(text, problem);
    }
    String host = host(name);
    String tag = tag(name);
    if (at < 0 && tag == null) {
      tag = "latest";
    }
    try {
      // jib-core knows fewer hosts: it reads the rest under a stand-in.
      String rest = host.isEmpty() ? name : name.substring(host.length() + 1);
      String repository =
          com.google.cloud.tools.jib.api.ImageReference.parse(STAND_IN + rest).getRepository();
      return reference(text, host.isEmpty() ? HUB : host, repository, tag, digest.orElse(null));
    } catch (InvalidImageReferenceException e) {
      return invalid(text, "[HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST] is expected");
    }
  }

  /** The host with its port; empty for Docker Hub. */
  private static String host(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    return RegistryHost.isMeant(first) ? first : "";
  }

  private static ImageReference reference(
      String text, String host, String repository, @Nullable String tag, @Nullable Digest digest) {
    String registry = host.toLowerCase(Locale.ROOT);
    boolean hub = HUB_NAMES.contains(registry);
    String full = hub && repository.indexOf('/') < 0 ? "library/" + repository : repository;
    if (full.length() > MAX_REPOSITORY) {
      return invalid(text, TOO_LONG);
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
    String host = host(name);
    String unaskable = host.isEmpty() ? "" : RegistryHost.problem(host);
    if (!unaskable.isEmpty()) {
      return unaskable;
    }
    String tag = tag(name);
    if (tag != null && !TAG.matcher(tag).matches()) {
      return "a tag has 1 to 128 letters, digits, '_', '.' or '-', and no '.' or '-' in front";
    }
    String repository = host.isEmpty() ? name : name.substring(host.length() + 1);
    String bare = tag == null ? repository : repository.substring(0, repository.lastIndexOf(':'));
    if (bare.length() > MAX_REPOSITORY) {
      return TOO_LONG;
    }
    return bare.chars().anyMatch(Character::isUpperCase)
        ? "a repository name has no upper-case letters"
        : "";
  }

  private static @Nullable String tag(String name) {
    int colon = name.indexOf(':', Math.max(name.lastIndexOf('/'), name.lastIndexOf(']')) + 1);
    return colon < 0 ? null : name.substring(colon + 1);
  }

  private static InvalidReference invalid(String text, String problem) {
    return new InvalidReference(text, "\"" + text + "\" is no image reference: " + problem);
  }
}

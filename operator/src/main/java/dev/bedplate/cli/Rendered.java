package dev.bedplate.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What makes manifests out of files that are none by themselves.
 *
 * @param files how many of its files were read over
 */
record Rendered(Type type, Path directory, String arguments, int files) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./@%+=:,-]+");

  enum Type {
    KUSTOMIZATION("kubectl kustomize "),
    CHART("helm template ");

    private final String command;

    Type(String command) {
      this.command = command;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Rendered kustomization(Path file, Kustomization read, int parts) {
    Path parent = file.getParent();
    Path directory = parent == null ? Path.of(".") : parent;
    return new Rendered(
        Type.KUSTOMIZATION, directory, read.helm() ? "--enable-helm " : "", parts + 1);
  }

  /** The commands that judge what it makes. */
  String command() {
    return type.command + arguments + quoted(directory.toString()) + " | bedplate check -f -";
  }

  private static String quoted(String path) {
    return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}

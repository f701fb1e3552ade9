package dev.bedplate.cli;

/** Colours, on a terminal that wants them. */
record Style(boolean colours) {
  static Style of(Environment environment) {
    String forbidden = environment.variables().getOrDefault("NO_COLOR", "");
    boolean dumb = "dumb".equals(environment.variables().get("TERM"));
    return new Style(environment.terminal() && forbidden.isEmpty() && !dumb);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String red(String text) {
    return paint("31", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String yellow(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

package dev.bedplate.app;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Says which of the process's streams are terminals, as far as Java can tell. */
final class Terminals {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

  private Terminals() {}

  /** Whether the stream with number {@code descriptor} (1 for output, 2 for errors) is one. */
  static boolean isTerminal(int descriptor) {
    return isTerminal(DESCRIPTORS.resolve(String.valueOf(descriptor)));
  }

  /**
   * Whether {@code link} leads to a terminal; where there are no such links, the console's word.
   */
  static boolean isTerminal(Path link) {
    try {
      return DEVICE.matcher(Files.readSymbolicLink(link).toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      return hasConsole();
    }
  }

  // The console knows input and output together, and nothing of errors. Since JDK 25 there is none
  // again when they are no terminals; JDK 22 to 24 had one.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}

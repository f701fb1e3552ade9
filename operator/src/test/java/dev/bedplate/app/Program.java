package dev.bedplate.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own. */
final class Program {
  private Program() {}

  /**
   * Starts a command; what it prints goes to {@code out} and {@code err} in a folder, where its
   * cache is too.
   *
   * @param variables beside those of this process
   */
  static Process start(
      Path kubeconfig, Path directory, Map<String, String> variables, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    // The log of the program, not that of the tests.
    command.addAll(List.of("-Dlogback.configurationFile=logback.xml"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("XDG_CACHE_HOME", directory.toString());
    builder.environment().putAll(variables);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    return builder.start();
  }
}

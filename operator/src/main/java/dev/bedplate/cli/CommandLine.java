package dev.bedplate.cli;

import dev.bedplate.fault.Faults;
import dev.bedplate.workload.manifest.NearestWord;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program {@code bedplate}: picks the command, turns its outcome into an exit code. */
public final class CommandLine {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNDECIDED = 3;
  private static final List<String> HELP = List.of("--help", "-h", "help");
  private final Environment environment;

  public CommandLine(Environment environment) {
    this.environment = environment;
  }

  /** Runs one command and returns the exit code: 0, 1, 2 or 3 as the manual says. */
  public int run(List<String> arguments) {
    try {
      int code = dispatch(arguments);
      // An answer that got lost must not pass as one.
      if (environment.out().checkError()) {
        throw new InvalidInput("the standard output cannot be written");
      }
      return code;
    } catch (InvalidInput e) {
      environment.err().println("bedplate: " + Text.safeLines(String.valueOf(e.getMessage())));
      return USAGE;
    } catch (IOException e) {
      environment.err().println("bedplate: " + Text.safe(String.valueOf(e.getMessage())));
      return USAGE;
    } catch (OutOfMemoryError e) {
      environment
          .err()
          .println(
              "bedplate: out of memory: BEDPLATE_JAVA_OPTIONS=-Xmx1g gives the launcher more,"
                  + " JAVA_TOOL_OPTIONS any other Java");
      return USAGE;
    } catch (RuntimeException | Error e) {
      // The exit code of the JVM would be that of a denial.
      String fault = Faults.told("command " + arguments.stream().findFirst().orElse(""), e);
      environment.err().println("bedplate: " + Text.safe(fault));
      return USAGE;
    }
  }

  private int dispatch(List<String> arguments) throws InvalidInput, IOException {
    if (arguments.isEmpty()) {
      environment.err().print(Help.overview());
      return USAGE;
    }
    if (arguments.equals(List.of("--version"))) {
      environment.out().println("bedplate " + version());
      return DONE;
    }
    String word = arguments.getFirst();
    if (HELP.contains(word)) {
      environment.out().print(Help.overview());
      return DONE;
    }
    Command command =
        Arrays.stream(Command.values())
            .filter(c -> c.word().equals(word))
            .findFirst()
            .orElseThrow(() -> unknown(word));
    List<String> rest = arguments.subList(1, arguments.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      environment.out().print(Help.of(command));
      return DONE;
    }
    Arguments parsed = Arguments.parse(command, rest);
    return switch (command) {
      case INSPECT -> new InspectCommand(environment).run(parsed);
      case CHECK -> new CheckCommand(environment).run(parsed);
      case CONTROLLER -> new RoleCommand(environment.roles().get()).controller(parsed);
      case WEBHOOK -> new RoleCommand(environment.roles().get()).webhook(parsed);
      case DEMO ->
          throw new InvalidInput(
              "the demo is started by the launcher of the source tree: ./bedplate demo [--keep]");
      case COMPLETION -> Completion.run(parsed.words(), environment.out());
    };
  }

  private static InvalidInput unknown(String word) {
    var words = Arrays.stream(Command.values()).map(Command::word).toList();
    String meant =
        NearestWord.of(word, words)
            .map(it -> ": did you mean " + it + "?")
            .orElse(": expected one of " + String.join(", ", words));
    return new InvalidInput("unknown command " + word + meant);
  }

  static String version() {
    String version = CommandLine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

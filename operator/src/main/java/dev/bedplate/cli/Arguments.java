package dev.bedplate.cli;

import dev.bedplate.workload.manifest.NearestWord;
import java.util.List;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;

/** The arguments of one command, checked against its table. */
final class Arguments {
  private final org.apache.commons.cli.CommandLine parsed;

  private Arguments(org.apache.commons.cli.CommandLine parsed) {
    this.parsed = parsed;
  }

  static Arguments parse(Command command, List<String> words) throws InvalidInput {
    var options = new Options();
    command.options().forEach(option -> options.addOption(option(option)));
    try {
      var parser = DefaultParser.builder().setAllowPartialMatching(false).get();
      var arguments = new Arguments(parser.parse(options, words.toArray(String[]::new)));
      for (CommandOption option : command.options()) {
        arguments.verify(option);
      }
      return arguments;
    } catch (UnrecognizedOptionException e) {
      throw new InvalidInput(unknown(command, e.getOption()));
    } catch (ParseException e) {
      throw new InvalidInput(e.getMessage() + "; see bedplate " + command.word() + " --help");
    }
  }

  private static String unknown(Command command, String written) {
    int value = written.indexOf('=');
    String option = value < 0 ? written : written.substring(0, value);
    List<String> known = command.options().stream().map(it -> "--" + it.name()).toList();
    String meant = option.startsWith("--") ? NearestWord.of(option, known).orElse("") : "";
    return "unknown option %s%s; see bedplate %s --help"
        .formatted(option, meant.isEmpty() ? "" : ": did you mean " + meant + "?", command.word());
  }

  private static Option option(CommandOption option) {
    return Option.builder(option.letter())
        .longOpt(option.name())
        .hasArg(option.argument() != null)
        .get();
  }

  private void verify(CommandOption option) throws InvalidInput {
    List<String> values = all(option.name());
    if (!option.repeatable() && values.size() > 1) {
      throw new InvalidInput("--" + option.name() + " was given twice");
    }
    for (String value : values) {
      if (!option.accepts(value)) {
        throw new InvalidInput(
            "--%s must be one of %s, not %s"
                .formatted(option.name(), String.join(", ", option.choices()), value));
      }
    }
  }

  boolean has(String name) {
    return parsed.hasOption(name);
  }

  @Nullable String value(String name) {
    return parsed.getOptionValue(name);
  }

  String value(String name, String fallback) {
    String value = value(name);
    return value == null ? fallback : value;
  }

  List<String> all(String name) {
    String[] values = parsed.getOptionValues(name);
    return values == null ? List.of() : List.of(values);
  }

  List<String> words() {
    return List.copyOf(parsed.getArgList());
  }
}

package dev.bedplate.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code bedplate controller} and {@code bedplate webhook}. */
final class RoleCommand {
  private final Roles roles;

  RoleCommand(Roles roles) {
    this.roles = roles;
  }

  int controller(Arguments arguments) throws InvalidInput {
    refuseWords(arguments, "controller");
    roles.controller(configuration(arguments));
    return CommandLine.DONE;
  }

  int webhook(Arguments arguments) throws InvalidInput {
    refuseWords(arguments, "webhook");
    String register = arguments.value("register");
    if (register != null && !arguments.has("self-signed")) {
      throw new InvalidInput("--register needs --self-signed: it is for development");
    }
    if (register != null && !register.startsWith("https://")) {
      throw new InvalidInput("--register must be a URL that begins with https://, not " + register);
    }
    roles.webhook(
        configuration(arguments), new Roles.WebhookOptions(arguments.has("self-signed"), register));
    return CommandLine.DONE;
  }

  private static void refuseWords(Arguments arguments, String command) throws InvalidInput {
    if (!arguments.words().isEmpty()) {
      throw new InvalidInput(command + " takes no arguments, only options");
    }
  }

  private static @Nullable Path configuration(Arguments arguments) {
    String file = arguments.value("config");
    return file == null ? null : Path.of(file);
  }
}

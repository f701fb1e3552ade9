package dev.bedplate.source.keychain;

import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import dev.bedplate.source.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One {@code docker-credential-NAME} program, asked through jib-core for a bounded time. */
final class CredentialHelper {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private final Path program;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /** The helper called {@code name} in a configuration file; empty when that cannot be one. */
  static Optional<CredentialHelper> named(
      String name, Map<String, String> environment, Consumer<String> warnings) {
    if (!NAME.matcher(name).matches()) {
      warnings.accept("credential helper \"" + name + "\": not a program name");
      return Optional.empty();
    }
    Path program = Path.of("docker-credential-" + name);
    return Optional.of(new CredentialHelper(program, environment, warnings));
  }

  CredentialHelper(Path program, Map<String, String> environment, Consumer<String> warnings) {
    this.program = program;
    this.environment = environment;
    this.warnings = warnings;
  }

  Optional<Credential> ask(String server) {
    FutureTask<Optional<Credential>> answer = new FutureTask<>(() -> retrieve(server));
    Thread.ofVirtual().name("credential-helper").start(answer);
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed(server, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return failed(server, "waiting was given up");
    } catch (ExecutionException e) {
      return failed(server, String.valueOf(e.getCause()));
    }
  }

  private Optional<Credential> retrieve(String server) {
    try {
      var found = new DockerCredentialHelper(server, program, environment).retrieve();
      return Optional.of(new Credential(found.getUsername(), found.getPassword()));
    } catch (CredentialHelperUnhandledServerUrlException e) {
      return Optional.empty();
    } catch (CredentialHelperNotFoundException e) {
      return failed(server, "not on the PATH");
    } catch (IOException e) {
      return failed(server, "its answer cannot be used");
    }
  }

  private Optional<Credential> failed(String server, String problem) {
    warnings.accept(program + ": no credential for " + server + ": " + problem);
    return Optional.empty();
  }
}

package dev.bedplate.source.keychain;

import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.Credential;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import java.util.stream.Stream;

/**
 * A {@code docker-credential-NAME} program: gets a server on its standard input and answers {@code
 * {"Username", "Secret"}}. Neither its time nor its answer is unbounded, and what it says is never
 * shown, because it may be a secret.
 */
final class CredentialHelper {
  private static final int MAX_ANSWER = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private final String name;
  private final Map<String, String> environment;
  private final Duration patience;
  private final Consumer<String> warnings;

  CredentialHelper(
      String name, Map<String, String> environment, Duration patience, Consumer<String> warnings) {
    this.name = name;
    this.environment = environment;
    this.patience = patience;
    this.warnings = warnings;
  }

  /** The credential for {@code server}; empty when there is none or the helper failed. */
  Optional<Credential> ask(String server) {
    if (!NAME.matcher(name).matches()) {
      warnings.accept("credential helper \"" + name + "\": not a program name");
      return Optional.empty();
    }
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return failed(server, "not on the PATH");
    }
    try {
      return answer(server, start(program.get()));
    } catch (IOException e) {
      return failed(server, "it cannot be started");
    }
  }

  private Optional<Path> program() {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(directory -> directory.startsWith("/"))
        .flatMap(directory -> path(directory).stream())
        .map(directory -> directory.resolve("docker-credential-" + name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Optional<Path> path(String directory) {
    try {
      return Optional.of(Path.of(directory));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Process start(Path program) throws IOException {
    var builder = new ProcessBuilder(program.toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private Optional<Credential> answer(String server, Process process) {
    var reading = new FutureTask<>(() -> exchange(server, process));
    Thread.ofVirtual().name("credential-helper").start(reading);
    try {
      byte[] answer = reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return answer.length == MAX_ANSWER
          ? failed(server, "it said too much")
          : read(server, process, answer);
    } catch (TimeoutException e) {
      return failed(server, "no answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(server, "waiting was given up");
    } catch (ExecutionException e) {
      return failed(server, "its answer cannot be read");
    } finally {
      // Its children too: they hold the pipes that are read.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** At most {@link #MAX_ANSWER} bytes; with fewer of them, the process has ended. */
  private static byte[] exchange(String server, Process process)
      throws IOException, InterruptedException {
    try (OutputStream question = process.getOutputStream()) {
      question.write(server.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It need not read the question to answer it.
    }
    try (InputStream answer = process.getInputStream()) {
      byte[] bytes = answer.readNBytes(MAX_ANSWER);
      if (bytes.length < MAX_ANSWER) {
        int ignored = process.waitFor();
      }
      return bytes;
    }
  }

  private Optional<Credential> read(String server, Process process, byte[] answer) {
    if (process.exitValue() != 0) {
      return isNotFound(new String(answer, StandardCharsets.UTF_8))
          ? Optional.empty()
          : failed(server, "it ended with code " + process.exitValue());
    }
    try {
      Map<?, ?> fields = Json.fields(JsonReader.readLenient(answer));
      String username = Json.text(fields.get("Username"));
      String secret = Json.text(fields.get("Secret"));
      return username.isEmpty() || secret.isEmpty()
          ? failed(server, "its answer names no user and secret")
          : Optional.of(new Credential(username, secret));
    } catch (InvalidJson e) {
      return failed(server, "its answer is not JSON");
    }
  }

  /** What Docker's own helpers and Google's say of a server they do not know. */
  private static boolean isNotFound(String answer) {
    return answer.contains("credentials not found in native keychain")
        || answer.contains("No credentials for ");
  }

  private Optional<Credential> failed(String server, String problem) {
    warnings.accept("docker-credential-" + name + ": no credential for " + server + ": " + problem);
    return Optional.empty();
  }
}

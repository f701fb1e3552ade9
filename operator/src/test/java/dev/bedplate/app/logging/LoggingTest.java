package dev.bedplate.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import dev.bedplate.fault.Faults;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void our_own_lines_are_written_from_the_configured_level() {
    Logging.configure(context, LogFormat.TEXT, Level.DEBUG, out);
    everyLevel(context.getLogger("dev.bedplate.webhook"));

    assertThat(written()).hasLineCount(4).contains("DEBUG").doesNotContain("TRACE");
  }

  @Test
  void libraries_are_heard_from_warnings_only() {
    Logging.configure(context, LogFormat.TEXT, Level.TRACE, out);
    everyLevel(context.getLogger("io.fabric8.kubernetes.client.http"));
    everyLevel(context.getLogger("io.javaoperatorsdk.operator"));
    everyLevel(context.getLogger("dev.bedplatelike"));

    assertThat(written()).hasLineCount(6).doesNotContain("INFO", "DEBUG", "TRACE");
  }

  @Test
  void libraries_are_never_louder_than_we_are() {
    Logging.configure(context, LogFormat.TEXT, Level.ERROR, out);
    everyLevel(context.getLogger("io.fabric8.kubernetes.client.http"));
    everyLevel(context.getLogger("dev.bedplate.webhook"));

    assertThat(written()).hasLineCount(2).doesNotContain("WARN");
  }

  @Test
  void before_that_nothing_but_errors_is_written() {
    assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(ErrorsOnly.class);
    PrintStream before = System.err;
    System.setErr(new PrintStream(out, true, UTF_8));
    try {
      new ErrorsOnly().configure(context);
    } finally {
      System.setErr(before);
    }
    everyLevel(context.getLogger("io.fabric8.kubernetes.client.http"));

    assertThat(written()).hasLineCount(1).startsWith("bedplate: ");
  }

  @Test
  void what_was_configured_before_is_gone() {
    var before = new ByteArrayOutputStream();
    Logging.configure(context, LogFormat.JSON, Level.INFO, before);
    Logging.configure(context, LogFormat.TEXT, Level.INFO, out);
    context.getLogger("dev.bedplate.webhook").info("once");

    assertThat(before.toString(UTF_8)).isEmpty();
    assertThat(written()).hasLineCount(1).endsWith("webhook: once\n");
  }

  @Test
  void a_stream_that_fails_loses_its_line_and_nothing_else() {
    var calls = new AtomicInteger();
    Logging.configure(
        context,
        LogFormat.JSON,
        Level.INFO,
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            calls.incrementAndGet();
            throw new IOException("broken pipe");
          }
        });
    Logger logger = context.getLogger("dev.bedplate.webhook");
    logger.info("one");
    logger.info("two");

    assertThat(calls).hasValue(2);
  }

  @Test
  void an_internal_error_is_told_once_however_many_images_meet_it() {
    Logging.configure(context, LogFormat.TEXT, Level.INFO, out);
    Logger faults = context.getLogger(Faults.LOGGER);
    for (String image : List.of("a", "b", "c")) {
      faults.error("internal error at {}: {}", image, image, thrown(image));
    }
    faults.error("internal error at {}: {}", "d", "d", new IllegalStateException("elsewhere"));

    assertThat(written().lines().filter(it -> it.contains("internal error at")))
        .hasSize(2)
        .first()
        .asString()
        .contains("internal error at a: a");
  }

  private static IllegalStateException thrown(String image) {
    return new IllegalStateException(image);
  }

  @Test
  void an_outage_is_one_line_with_its_cause_however_many_watches_meet_it() {
    Logging.configure(context, LogFormat.TEXT, Level.INFO, out);
    Logger reflector = context.getLogger("io.fabric8.kubernetes.client.Reflector");
    for (String kind : List.of("v1/nodes", "v1/namespaces", "v1/nodes")) {
      reflector.warn(
          "{} failed for {}, will retry",
          "list",
          kind,
          new CompletionException(new ConnectException("refused")));
    }

    assertThat(written())
        .hasLineCount(1)
        .endsWith("Reflector: list failed for v1/nodes, will retry: ConnectException: refused\n");
  }

  @Test
  void another_cause_is_another_warning_and_ours_are_all_written() {
    Logging.configure(context, LogFormat.TEXT, Level.INFO, out);
    for (String cause : List.of("refused", "reset", "reset")) {
      context.getLogger("io.fabric8").warn("failed", new IOException(cause));
      context.getLogger("dev.bedplate.reconcile").warn("failed", new IOException(cause));
    }

    assertThat(written().lines().map(it -> it.replaceFirst("^\\S+ WARN {2}", "")))
        .containsExactly(
            "fabric8: failed: IOException: refused",
            "reconcile: failed: IOException: refused",
            "fabric8: failed: IOException: reset",
            "reconcile: failed: IOException: reset",
            "reconcile: failed: IOException: reset");
  }

  @Test
  void what_the_API_server_refuses_is_one_line_and_a_bug_keeps_its_stack() {
    Logging.configure(context, LogFormat.TEXT, Level.INFO, out);
    Logger logger = context.getLogger("dev.bedplate.reconcile");
    logger.warn("status not written", new KubernetesClientException("invalid"));
    var refused = new ConnectException("Connection refused");
    var failed = new IOException("Connection refused", refused);
    logger.warn("image not removed", new KubernetesClientException("Operation failed", failed));
    logger.warn(
        "image not noted",
        new KubernetesClientException("Operation failed", new UnresolvedAddressException()));
    logger.warn("not an outage", new IllegalStateException("x"));
    logger.error("an error", new IOException("y"));

    assertThat(written())
        .contains("status not written: KubernetesClientException: invalid\n2")
        .contains(
            "image not removed: KubernetesClientException: Operation failed:"
                + " IOException: Connection refused\n2")
        .contains(
            "image not noted: KubernetesClientException: Operation failed:"
                + " UnresolvedAddressException\n2")
        .contains("not an outage\n    java.lang.IllegalStateException: x\n    at ")
        .contains("an error\n    java.io.IOException: y\n    at ");
  }

  @Test
  void after_a_minute_an_outage_is_told_again() {
    var repetition = new Repetition("dev.bedplate");
    assertThat(repetition.decide(warning(0))).isEqualTo(FilterReply.NEUTRAL);
    assertThat(repetition.decide(warning(59))).isEqualTo(FilterReply.DENY);
    assertThat(repetition.decide(warning(60))).isEqualTo(FilterReply.NEUTRAL);
    assertThat(repetition.decide(warning(61))).isEqualTo(FilterReply.DENY);
  }

  private LoggingEvent warning(int second) {
    var event =
        new LoggingEvent(
            "",
            context.getLogger("io.fabric8"),
            ch.qos.logback.classic.Level.WARN,
            "x",
            null,
            null);
    event.setInstant(Instant.EPOCH.plusSeconds(second));
    return event;
  }

  private String written() {
    return out.toString(UTF_8);
  }

  private static void everyLevel(Logger logger) {
    logger.trace("t");
    logger.debug("d");
    logger.info("i");
    logger.warn("w");
    logger.error("e");
  }
}

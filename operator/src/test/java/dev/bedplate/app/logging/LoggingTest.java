package dev.bedplate.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

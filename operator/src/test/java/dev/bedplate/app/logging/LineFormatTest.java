package dev.bedplate.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LineFormatTest {
  private static final String HOSTILE = "a\nb\r\"c\\\u0000\u001b[31m\u007f\u0085\u2028\u202e\ud83d";
  private static final String SOUND = HOSTILE.replace('\ud83d', '\ufffd');
  private final LoggerContext context = new LoggerContext();
  private final LineFormat json = new JsonLine();
  private final LineFormat text = new TextLine();

  @Test
  void an_event_is_one_object() {
    LoggingEvent event = event("event", null);
    event.addKeyValuePair(new KeyValuePair("regardingKind", "Deployment"));
    event.addKeyValuePair(new KeyValuePair("count", 3));
    event.addKeyValuePair(new KeyValuePair("dryRun", true));

    assertThat(json.line(event))
        .isEqualTo(
            """
            {"time":"2026-11-24T18:36:00.000Z","level":"WARN","logger":"dev.bedplate.event",\
            "thread":"events","message":"event","regardingKind":"Deployment","count":3,"dryRun":true}
            """);
  }

  @Test
  void an_event_is_one_line_for_people() {
    LoggingEvent event = event("event", null);
    event.addKeyValuePair(new KeyValuePair("regardingKind", "Deployment"));
    event.addKeyValuePair(new KeyValuePair("note", "uses \"musl\""));
    event.addKeyValuePair(new KeyValuePair("empty", ""));

    assertThat(text.line(event))
        .isEqualTo(
            """
            2026-11-24T18:36:00.000Z WARN  event: event regardingKind=Deployment \
            note="uses \\"musl\\"" empty=""
            """);
  }

  @Test
  void hostile_text_neither_ends_the_object_nor_leaves_ASCII() throws IOException {
    LoggingEvent event = event(HOSTILE, null, HOSTILE);
    event.addKeyValuePair(new KeyValuePair(HOSTILE, HOSTILE));

    String line = json.line(event);

    assertThat(line).matches("[ -~]+\n").doesNotContain("\u007f");
    assertThat(line)
        .contains(
            """
            "message":"a\\nb\\r\\"c\\\\\\u0000\\u001B[31m\\u007F\\u0085\\u2028\\u202E\\uFFFD\"""");
    JsonNode read = read(line);
    assertThat(read.get("message").textValue()).isEqualTo(SOUND);
    assertThat(read.get("thread").textValue()).isEqualTo(SOUND);
    assertThat(read.get(SOUND).textValue()).isEqualTo(SOUND);
  }

  @Test
  void hostile_text_poses_as_no_line_for_people() {
    LoggingEvent event = event(HOSTILE, null);
    event.addKeyValuePair(new KeyValuePair("k\n", HOSTILE));

    assertThat(text.line(event))
        .isEqualTo(
            """
            2026-11-24T18:36:00.000Z WARN  event: a\\u000ab\\u000d"c\\\\u0000\\u001b[31m\\u007f\\u0085\
            \\u2028\\u202e� k\\u000a="a\\u000ab\\u000d\\"c\\\\u0000\\u001b[31m\\u007f\\u0085\
            \\u2028\\u202e�"
            """);
  }

  @Test
  void an_exception_is_text_with_its_causes() throws IOException {
    var cause = new IOException("connection refused\nforged line");
    LoggingEvent event = event("not written", new IllegalStateException("no answer", cause));

    String exception = read(json.line(event)).get("exception").textValue();

    assertThat(exception)
        .startsWith("java.lang.IllegalStateException: no answer\n\tat dev.bedplate.app.logging.")
        .contains("Caused by: java.io.IOException: connection refused");
    assertThat(text.line(event).lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("    "));
  }

  @Test
  void an_exception_keeps_its_beginning_and_its_last_cause() throws IOException {
    var cause = new IOException("x".repeat(100_000) + "last");
    cause.setStackTrace(new StackTraceElement[0]);
    var thrown = new IllegalStateException("first", cause);

    String exception = read(json.line(event("not written", thrown))).get("exception").textValue();

    assertThat(exception)
        .hasSizeLessThan(8192 + 100)
        .startsWith("java.lang.IllegalStateException: first")
        .contains("characters left out)")
        .endsWith("xxxlast");
  }

  @Test
  void everything_is_bounded() throws IOException {
    LoggingEvent event = event("m".repeat(100_000), null, "t".repeat(100_000));
    event.addKeyValuePair(new KeyValuePair("k".repeat(100_000), "v".repeat(100_000)));
    for (int i = 0; i < 1000; i++) {
      event.addKeyValuePair(new KeyValuePair("key" + i, "v".repeat(10_000)));
    }

    String line = json.line(event);

    assertThat(line).hasSizeLessThan(80_000);
    JsonNode read = read(line);
    assertThat(read.get("message").textValue())
        .isEqualTo("m".repeat(4096) + "… (95904 more characters)");
    assertThat(read.size()).isEqualTo(5 + 32);
  }

  @Test
  void a_key_that_is_taken_hides_nothing() throws IOException {
    LoggingEvent event = event("event", null);
    event.addKeyValuePair(new KeyValuePair("level", "ERROR"));
    event.addKeyValuePair(new KeyValuePair("time", "1970-01-01T00:00:00Z"));
    event.addKeyValuePair(new KeyValuePair("kind", "Pod"));
    event.addKeyValuePair(new KeyValuePair("kind", "Job"));

    assertThat(json.line(event))
        .contains("\"level\":\"WARN\"", "\"level_\":\"ERROR\"", "\"time_\":\"1970")
        .contains("\"kind\":\"Pod\"")
        .doesNotContain("Job");
    assertThat(read(json.line(event)).get("level").textValue()).isEqualTo("WARN");
  }

  @Test
  void a_value_that_cannot_be_written_costs_only_itself() throws IOException {
    LoggingEvent event = event("event", null);
    event.addKeyValuePair(new KeyValuePair("broken", new Broken()));
    event.addKeyValuePair(new KeyValuePair("none", null));
    event.addKeyValuePair(new KeyValuePair("ratio", Double.NaN));

    JsonNode read = read(json.line(event));

    assertThat(read.get("broken").textValue()).isEqualTo("[FAILED toString()]");
    assertThat(read.get("none").textValue()).isEqualTo("null");
    assertThat(read.get("ratio").textValue()).isEqualTo("NaN");
  }

  @Test
  void what_is_known_of_the_thread_is_not_written() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.getMDCAdapter().put("resource.name", "secret");

    assertThat(json.line(event("event", null))).doesNotContain("secret");
    assertThat(text.line(event("event", null))).doesNotContain("secret");
  }

  private static final class Broken {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    return event(message, thrown, "events");
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown, String thread) {
    var logger = context.getLogger("dev.bedplate.event");
    var event = new LoggingEvent("x", logger, Level.WARN, message, thrown, null);
    event.setInstant(Instant.parse("2026-11-24T18:36:00Z"));
    event.setThreadName(thread);
    return event;
  }

  private static JsonNode read(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}

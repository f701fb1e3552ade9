package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.webhook.Decoded.Refused;
import dev.bedplate.webhook.Decoded.Understood;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews as large as an API server or an attacker makes them; the heap here is not. */
class LargeReviewTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final long MOST = 300L * MEBIBYTE;
  private static final String HERE = "@HERE@";
  private final AdmissionReviewCodec codec = new AdmissionReviewCodec(MOST);

  /** Counts what is kept, and refuses what is beyond. */
  private static final class Counting implements Allowance {
    private final int most;
    private int kept;

    Counting(int most) {
      this.most = most;
    }

    @Override
    public @Nullable Failure take(int bytes) {
      if (kept + bytes > most) {
        return Failure.TooLarge;
      }
      kept += bytes;
      return null;
    }
  }

  private final Counting allowance = new Counting(12 * MEBIBYTE);

  /** A review whose object has a part {@code times} times where it says {@link #HERE}. */
  private Decoded read(String object, String part, int times) {
    String[] around = Reviews.creating(object).json().split(HERE, -1);
    return codec.read(
        joined(text(around[0]), repeated(part, times), text(around[1])), -1, allowance);
  }

  private static InputStream joined(InputStream... parts) {
    return new SequenceInputStream(Collections.enumeration(List.of(parts)));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream repeated(String part, int times) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    long length = (long) bytes.length * times;
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        return at == length ? -1 : bytes[(int) (at++ % bytes.length)] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int size) throws IOException {
        int count = (int) Math.min(size, length - at);
        for (int i = 0; i < count; i++) {
          buffer[offset + i] = (byte) read();
        }
        return count == 0 && size > 0 ? -1 : count;
      }
    };
  }

  private static String pod(String containers) {
    return Reviews.pod("", "\"containers\": [" + containers + "]");
  }

  private static Map<?, ?> spec(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Understood.class);
    return (Map<?, ?>) Objects.requireNonNull(object(decoded).get("spec"));
  }

  private static Map<String, Object> object(Decoded decoded) {
    return Objects.requireNonNull(((Understood) decoded).review().object());
  }

  private static List<?> containers(Decoded decoded) {
    return (List<?>) Objects.requireNonNull(spec(decoded).get("containers"));
  }

  private static Unanswered refused(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Refused.class);
    return ((Refused) decoded).unanswered();
  }

  @Test
  void S_24_what_is_not_kept_may_be_as_large_as_an_api_server_makes_it() {
    String app =
        "{\"name\": \"app\", \"env\": [{\"name\": \"A\", \"value\": \""
            + HERE
            + "\"}], \"image\": \"musl\"}";
    Decoded decoded = read(pod(app), "\\u003c", 12 * MEBIBYTE);
    assertThat(spec(decoded)).hasToString("{containers=[{name=app, image=musl}]}");
    assertThat(allowance.kept).isLessThan(4096);
  }

  @Test
  void S_32_a_name_of_many_mebibytes_is_skipped_like_any_other() {
    String metadata = "\"managedFields\": [{\"fieldsV1\": {\"k:" + HERE + "\": {}}}],";
    assertThat(
            spec(read(Reviews.pod(metadata, Reviews.containers("app", "musl")), "é", 8 * MEBIBYTE)))
        .hasToString("{containers=[{name=app, image=musl}]}");
  }

  @Test
  void S_32_millions_of_different_names_are_forgotten_as_they_are_read() {
    String metadata = "\"annotations\": {" + HERE + "},";
    String names =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"a-name-of-an-annotation-" + i + "\": \"\"")
            .collect(Collectors.joining(","));
    Decoded decoded =
        read(Reviews.pod(metadata, Reviews.containers("app", "musl")), names + ",\"\": \"\"", 1);
    assertThat(spec(decoded)).hasToString("{containers=[{name=app, image=musl}]}");
    assertThat(allowance.kept).isLessThan(4096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\\u003c", "\\\\", "\\\"", "é", "😀", "\\ud83d\\ude00"})
  void S_32_of_a_text_that_would_be_kept_only_the_beginning_is(String character) {
    String app =
        "{\"name\": \"app\", \"image\": \""
            + HERE
            + "\"}, {\"name\": \"next\", \"image\": \"musl\"}";
    List<?> containers = containers(read(pod(app), character, 5 * MEBIBYTE));
    String image = (String) ((Map<?, ?>) containers.getFirst()).get("image");
    assertThat(image).hasSizeBetween(ShortTexts.LONGEST / 6, ShortTexts.LONGEST);
    assertThat(containers.getLast()).hasToString("{name=next, image=musl}");
  }

  @Test
  void S_32_more_containers_than_may_be_kept_are_refused_and_what_was_asked_is_known() {
    Unanswered unanswered =
        refused(
            read(
                pod(HERE + "{\"name\": \"app\", \"image\": \"musl\"}"),
                "{\"name\": \"filler\", \"image\": \"glibc\"},",
                1_000_000));
    assertThat(unanswered.failure()).isEqualTo(Failure.TooLarge);
    assertThat(unanswered.asked()).isEqualTo(new Asked("Pod", "shop", "web", true));
    assertThat(allowance.kept).isLessThanOrEqualTo(12 * MEBIBYTE);
  }

  @Test
  void S_32_as_many_containers_as_etcd_has_room_for_are_kept() {
    // 1.5 MiB by 42 bytes, of which a container has at least as many in etcd.
    int most = 37_449;
    List<?> containers =
        containers(
            read(
                pod(HERE + "{\"name\": \"app\", \"image\": \"musl\"}"),
                "{\"name\": \"f-123\", \"image\": \"glibc\"},",
                most - 1));
    assertThat(containers).hasSize(most);
    assertThat(containers.getLast()).hasToString("{name=app, image=musl}");
  }

  @Test
  void S_32_labels_are_counted_with_their_names() {
    String labels =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "\"l" + i + "\": \"v\",")
            .collect(Collectors.joining());
    String pod =
        Reviews.pod("\"labels\": {" + HERE + " \"z\": \"\"},", Reviews.containers("a", "b"));
    assertThat(refused(read(pod, labels, 1)).failure()).isEqualTo(Failure.TooLarge);
  }

  @Test
  void S_32_a_dry_run_is_known_for_one_even_when_it_is_refused() {
    allowance.kept = 12 * MEBIBYTE;
    byte[] body = Reviews.creating(Reviews.pod("musl")).dryRun().bytes();
    Unanswered unanswered =
        refused(codec.read(new ByteArrayInputStream(body), body.length, allowance));
    assertThat(unanswered.asked()).isEqualTo(new Asked("Pod", "shop", "web", false));
  }

  @Test
  void S_25_an_old_object_of_which_too_much_would_be_kept_counts_as_unknown() {
    String old = pod("{\"name\": \"app\", \"image\": \"" + "o".repeat(4000) + "\"}");
    byte[] body = Reviews.updating(old, Reviews.pod("musl")).bytes();
    Decoded decoded =
        codec.read(new ByteArrayInputStream(body), body.length, new Counting(4 * 1024));
    assertThat(spec(decoded)).hasToString("{containers=[{name=app, image=musl}]}");
    assertThat(((Understood) decoded).review().oldObject()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void S_32_deep_nesting_of_what_is_skipped_is_refused(String level) {
    assertThat(
            refused(read(Reviews.pod("\"annotations\": " + HERE, ""), level, MEBIBYTE)).failure())
        .isEqualTo(Failure.TooLarge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicas", "containers"})
  void S_32_a_number_of_many_mebibytes_is_refused(String field) {
    String object = "{\"metadata\": {}, \"spec\": {\"" + field + "\": " + HERE + "1}}";
    assertThat(refused(read(object, "7", 5 * MEBIBYTE)).failure()).isEqualTo(Failure.TooLarge);
  }

  @Test
  void S_32_an_endless_body_is_refused_and_what_was_asked_is_known() {
    byte[] body = Reviews.creating(Reviews.pod("musl")).bytes();
    InputStream endless = joined(new ByteArrayInputStream(body), repeated(" ", Integer.MAX_VALUE));
    Unanswered unanswered =
        refused(new AdmissionReviewCodec(8 * MEBIBYTE).read(endless, -1, allowance));
    assertThat(unanswered.failure()).isEqualTo(Failure.TooLarge);
    assertThat(unanswered.asked()).isEqualTo(new Asked("Pod", "shop", "web", true));
  }

  @Test
  void S_32_fields_of_the_request_that_nobody_reads_are_not_kept() {
    String json = Reviews.creating("null").json().replace("\"dryRun\"", HERE + "\"dryRun\"");
    String[] around = json.split(HERE, -1);
    String fields =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"f" + i + "\": \"" + "v".repeat(100) + "\",")
            .collect(Collectors.joining());
    assertThat(codec.read(joined(text(around[0] + fields), text(around[1])), -1, allowance))
        .isInstanceOf(Understood.class);
  }

  @Test
  void S_33_of_a_field_that_comes_twice_the_last_counts_and_objects_are_merged_as_in_go() {
    String object =
        """
        {"metadata": {"name": "a", "labels": {"a": "1", "b": "1"}}, "metadata": {"labels": {"b": "2"}},
         "spec": {"containers": [{"name": "app", "image": "glibc", "image": "musl", "image": null}]},
         "spec": {"serviceAccountName": "robot"}}
        """;
    Decoded decoded = Reviews.creating(object).decoded();
    assertThat(object(decoded))
        .hasToString(
            "{metadata={name=a, labels={a=1, b=2}},"
                + " spec={containers=[{name=app, image=musl}], serviceAccountName=robot}}");
  }

  @Test
  void S_33_a_body_that_breaks_off_tells_what_it_was_about() {
    byte[] body = Reviews.creating(Reviews.pod("musl")).bytes();
    InputStream broken =
        joined(
            new ByteArrayInputStream(body, 0, body.length / 2),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("cut");
              }

              @Override
              public int read(byte[] buffer, int offset, int size) throws IOException {
                throw new IOException("cut");
              }
            });
    Unanswered unanswered = refused(codec.read(broken, body.length, allowance));
    assertThat(unanswered.failure()).isEqualTo(Failure.Incomplete);
    assertThat(unanswered.asked()).isEqualTo(new Asked("Pod", "shop", "web", false));
  }

  @Test
  void S_33_what_is_not_read_tells_by_its_beginning_what_it_was_about() {
    byte[] small = Reviews.creating(Reviews.pod("musl")).bytes();
    assertThat(codec.head(new ByteArrayInputStream(small)))
        .isEqualTo(new Asked("Pod", "shop", "web", true));
    String large = Reviews.creating(Reviews.pod("x".repeat(MEBIBYTE))).json();
    assertThat(codec.head(text(large))).isEqualTo(new Asked("Pod", "shop", "web", false));
    assertThat(codec.head(text("no JSON"))).isEqualTo(Asked.NOTHING);
  }
}

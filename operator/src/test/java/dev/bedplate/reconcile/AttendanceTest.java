package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final Attendance.Roll NOBODY = new Attendance.Roll(Set.of(), Set.of());
  private final Attendance attendance = new Attendance();

  private Attendance.Roll call(String... known) {
    return attendance.call(Stream.of(known));
  }

  @Test
  void the_pass_is_over_when_every_known_object_was_looked_at_to_the_end() {
    attendance.looked("a");
    attendance.begun("b");
    assertThat(attendance.passed(Stream.of("a", "b"))).isFalse();
    attendance.looked("b");
    assertThat(attendance.passed(Stream.of("a", "b"))).isTrue();
  }

  @Test
  void new_objects_do_not_begin_the_pass_anew() {
    assertThat(attendance.passed(Stream.of())).isTrue();
    assertThat(attendance.passed(Stream.of("new"))).isTrue();
  }

  @Test
  void who_is_missing_at_two_calls_is_gone_until_forgotten() {
    attendance.looked("a");
    attendance.looked("b");
    assertThat(call("b")).isEqualTo(NOBODY);
    assertThat(call("b")).isEqualTo(new Attendance.Roll(Set.of("a"), Set.of()));
    assertThat(call("b").gone()).containsExactly("a");
    attendance.forget("a");
    assertThat(call("b")).isEqualTo(NOBODY);
  }

  @Test
  void a_look_that_ends_after_its_object_was_forgotten_is_found_by_the_next_calls() {
    attendance.begun("a");
    attendance.forget("a");
    attendance.looked("a");
    assertThat(call()).isEqualTo(NOBODY);
    assertThat(call().gone()).containsExactly("a");
  }

  @Test
  void who_is_there_at_two_calls_and_was_not_looked_at_is_overlooked() {
    assertThat(call("new")).isEqualTo(NOBODY);
    assertThat(call("new", "newer")).isEqualTo(new Attendance.Roll(Set.of(), Set.of("new")));
    attendance.begun("new");
    attendance.begun("newer");
    assertThat(call("new", "newer")).isEqualTo(NOBODY);
  }
}

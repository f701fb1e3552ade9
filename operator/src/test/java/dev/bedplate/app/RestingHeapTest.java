package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestingHeapTest {
  private final AtomicLong committed = new AtomicLong(50);
  private final AtomicInteger collections = new AtomicInteger();

  @Test
  void a_heap_that_is_small_is_left_alone() {
    try (var heap = new RestingHeap(57, committed::get, collections::incrementAndGet)) {
      look(heap, 1000);
    }
    assertThat(collections).hasValue(0);
  }

  @Test
  void a_heap_that_grew_with_what_nobody_needs_is_made_small_at_once() {
    Runnable collection =
        () -> {
          collections.incrementAndGet();
          committed.set(40);
        };
    try (var heap = new RestingHeap(57, committed::get, collection)) {
      for (int growth = 1; growth <= 3; growth++) {
        committed.set(58);
        look(heap, 10);
        assertThat(collections).hasValue(growth);
      }
    }
  }

  @Test
  void a_heap_that_is_in_use_is_tried_ever_more_rarely() {
    committed.set(120);
    try (var heap = new RestingHeap(57, committed::get, collections::incrementAndGet)) {
      look(heap, 60);
      assertThat(collections).hasValue(5);
      look(heap, 3600);
      assertThat(collections).hasValueBetween(16, 24);
    }
  }

  private static void look(RestingHeap heap, int times) {
    for (int i = 0; i < times; i++) {
      heap.look();
    }
  }
}

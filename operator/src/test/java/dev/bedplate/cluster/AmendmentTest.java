package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.Amendment.Everything;
import dev.bedplate.cluster.Amendment.Indexes;
import dev.bedplate.cluster.Amendment.Nothing;
import dev.bedplate.image.Digest;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AmendmentTest {
  private static final Digest INDEX = Digest.of("sha256:%064x".formatted(1));
  private static final Digest OTHER = Digest.of("sha256:%064x".formatted(2));

  @Test
  void an_index_that_is_missing_is_added_to_whole_and_partial_facts() {
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of(INDEX))), OTHER))
        .isEqualTo(new Indexes(List.of(INDEX, OTHER)));
    assertThat(
            Amendment.of(
                new Partial(StoredFixture.entry(List.of()), List.of("packages.names")), OTHER))
        .isEqualTo(new Indexes(List.of(OTHER)));
  }

  @Test
  void nothing_is_missing_when_the_index_is_there_or_there_was_none() {
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of(INDEX, OTHER))), INDEX))
        .isEqualTo(new Nothing());
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of())), null))
        .isEqualTo(new Nothing());
  }

  @Test
  void a_full_list_of_indexes_stays_so_that_two_images_do_not_push_each_other_out() {
    List<Digest> full =
        IntStream.range(100, 116).mapToObj(i -> Digest.of("sha256:%064x".formatted(i))).toList();
    assertThat(Amendment.of(new Whole(StoredFixture.entry(full.subList(0, 15))), INDEX))
        .isInstanceOf(Indexes.class);
    assertThat(Amendment.of(new Whole(StoredFixture.entry(full)), INDEX)).isEqualTo(new Nothing());
  }

  @Test
  void what_nobody_can_use_is_replaced_and_what_a_newer_version_wrote_is_not() {
    assertThat(Amendment.of(new Unusable("no facts"), INDEX)).isEqualTo(new Everything());
    assertThat(Amendment.of(new Newer(9), INDEX)).isEqualTo(new Nothing());
  }
}

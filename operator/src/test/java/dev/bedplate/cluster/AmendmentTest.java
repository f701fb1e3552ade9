package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.Amendment.Everything;
import dev.bedplate.cluster.Amendment.Indexes;
import dev.bedplate.cluster.Amendment.Nothing;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AmendmentTest {
  private static final Digest INDEX = Digest.of("sha256:%064x".formatted(1));
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Digest OTHER = Digest.of("sha256:%064x".formatted(2));

  @Test
  void an_index_that_is_missing_is_added_to_whole_and_partial_facts() {
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of(INDEX))), OTHER, null))
        .isEqualTo(new Indexes(List.of(INDEX, OTHER), List.of()));
    assertThat(
            Amendment.of(
                new Partial(StoredFixture.entry(List.of()), List.of("packages.names")),
                OTHER,
                null))
        .isEqualTo(new Indexes(List.of(OTHER), List.of()));
  }

  @Test
  void nothing_is_missing_when_the_index_is_there_or_there_was_none() {
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of(INDEX, OTHER))), INDEX, null))
        .isEqualTo(new Nothing());
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of())), null, null))
        .isEqualTo(new Nothing());
  }

  @Test
  void what_an_index_offers_is_added_once_as_long_as_there_is_room_for_it() {
    var alone = new Chosen(INDEX, AMD64, List.of(StoredFixture.entry(List.of()).digest()));
    var known = StoredFixture.entry(List.of(INDEX));
    assertThat(Amendment.of(new Whole(known), INDEX, alone))
        .isEqualTo(new Indexes(List.of(INDEX), List.of(alone)));
    assertThat(Amendment.of(new Whole(StoredFixture.entry(List.of())), INDEX, alone))
        .isEqualTo(new Indexes(List.of(INDEX), List.of(alone)));
    var told = StoredFixture.entry(List.of(INDEX), List.of(alone));
    assertThat(Amendment.of(new Whole(told), INDEX, alone)).isEqualTo(new Nothing());

    List<Digest> eight =
        IntStream.range(0, 8).mapToObj(i -> Digest.of("sha256:%064x".formatted(i))).toList();
    List<Chosen> large =
        Stream.of("v2", "v3", "v4")
            .map(it -> new Chosen(INDEX, new Platform("linux", "amd64", it), eight))
            .toList();
    var full = StoredFixture.entry(List.of(INDEX), large.subList(0, 2));
    assertThat(Amendment.of(new Whole(full), INDEX, large.getLast())).isEqualTo(new Nothing());
    assertThat(Amendment.of(new Whole(full), OTHER, large.getLast()))
        .isEqualTo(new Indexes(List.of(INDEX, OTHER), large.subList(0, 2)));
  }

  @Test
  void a_full_list_of_indexes_stays_so_that_two_images_do_not_push_each_other_out() {
    List<Digest> full =
        IntStream.range(100, 116).mapToObj(i -> Digest.of("sha256:%064x".formatted(i))).toList();
    assertThat(Amendment.of(new Whole(StoredFixture.entry(full.subList(0, 15))), INDEX, null))
        .isInstanceOf(Indexes.class);
    assertThat(Amendment.of(new Whole(StoredFixture.entry(full)), INDEX, null))
        .isEqualTo(new Nothing());
  }

  @Test
  void what_nobody_can_use_is_replaced_and_what_a_newer_version_wrote_is_not() {
    assertThat(Amendment.of(new Unusable("no facts"), INDEX, null)).isEqualTo(new Everything());
    assertThat(Amendment.of(new Newer(9), INDEX, null)).isEqualTo(new Nothing());
  }
}

package dev.bedplate.inspect.filesystem;

import static dev.bedplate.inspect.filesystem.LayerText.layer;
import static dev.bedplate.inspect.filesystem.LayerText.squash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSystemTest {
  private static String text(FileSystem files, String path) {
    return files
        .read(path)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("(nothing)");
  }

  private static List<String> names(FileSystem files) {
    List<String> names = new ArrayList<>();
    files.forEachFile((layer, entry) -> true, node -> names.add(node.path()));
    return names;
  }

  @Test
  void chosenFilesAreGivenInOrderUnderEachOfTheirNames() {
    var files =
        squash(layer("f b/tool 1", "f a/other 2", "f a/tool 3"), layer("h c/linked a/tool"));
    List<String> names = new ArrayList<>();
    int other = files.resolve("a/other").orElseThrow().entry();
    files.forEachFile(
        (layer, entry) -> layer == 0 && entry != other, node -> names.add(node.path()));
    assertThat(names).containsExactly("a/tool", "b/tool", "c/linked");
  }

  @Test
  void slashesAndDotsInAPathAreNoNames() {
    var files = squash(layer("f a/b/c text"));
    assertThat(text(files, "/a//b/./c")).isEqualTo("text");
    assertThat(text(files, "a/b/../b/c")).isEqualTo("text");
    assertThat(files.lookup("/")).hasValueSatisfying(root -> assertThat(root.path()).isEmpty());
  }

  @Test
  void nothingIsInAFileNotEvenItsDirectory() {
    var files =
        squash(
            layer(
                "f a/b text",
                "l slash a/b/",
                "l dot a/b/.",
                "l parent a/b/../b",
                "l file a/b",
                "l directory a/",
                "l inside file/../b"));
    for (String path : List.of("a/b/", "a/b/.", "a/b/..", "a/b/../b", "a/b/c", "file/")) {
      assertThat(files.resolve(path)).as(path).isEmpty();
    }
    for (String link : List.of("slash", "dot", "parent", "inside")) {
      assertThat(files.resolve(link)).as(link).isEmpty();
    }
    assertThat(text(files, "directory/b")).isEqualTo("text");
    assertThat(text(files, "a/../file")).isEqualTo("text");
    assertThat(files.lookup("directory/"))
        .hasValueSatisfying(it -> assertThat(it.path()).isEqualTo("a"));
  }

  @Test
  void aWhiteoutHidesAFileAndASubtreeOfLowerLayers() {
    var files = squash(layer("f a/x 1", "f a/y/z 2", "f b 3"), layer("w a/y", "w b"));
    assertThat(names(files)).containsExactly("a/x");
  }

  @Test
  void aWhiteoutAfterTheReplacingEntryOfTheSameLayerLeavesThatEntry() {
    var files = squash(layer("f a/x old", "f a/y old"), layer("f a/x new", "w a/x", "w a"));
    assertThat(names(files)).containsExactly("a/x");
    assertThat(text(files, "a/x")).isEqualTo("new");
  }

  @Test
  void aFileCanComeBackAfterItsWhiteout() {
    var files = squash(layer("f x 1"), layer("w x"), layer("f x 3"));
    assertThat(text(files, "/x")).isEqualTo("3");
  }

  @Test
  void anOpaqueDirectoryHidesLowerChildrenWhereverItStands() {
    var files = squash(layer("f d/a 1", "f d/e/b 1"), layer("f d/c 2", "o d"));
    assertThat(names(files)).containsExactly("d/c");
    assertThat(names(squash(layer("f a 1"), layer("o .", "f b 2")))).containsExactly("b");
  }

  @Test
  void anEntryBelowALinkOfALowerLayerMakesADirectoryInItsPlace() {
    var files =
        squash(layer("d usr/lib", "f usr/lib/x old", "l lib usr/lib"), layer("f lib/x new"));
    assertThat(names(files)).containsExactly("lib/x", "usr/lib/x");
    assertThat(text(files, "usr/lib/x")).isEqualTo("old");
    assertThat(text(files, "lib/x")).isEqualTo("new");
  }

  @Test
  void aWhiteoutBelowALinkOfALowerLayerHidesNothingButTheLink() {
    var lower = layer("f usr/lib/x 1", "f usr/lib/y 1", "l lib /usr/lib");
    for (String whiteout : List.of("w lib/x", "o lib")) {
      var files = squash(lower, layer(whiteout));
      assertThat(names(files)).containsExactly("usr/lib/x", "usr/lib/y");
      assertThat(files.resolve("lib"))
          .hasValueSatisfying(it -> assertThat(it.type()).isEqualTo(EntryType.Directory));
      assertThat(files.children("lib")).isEmpty();
    }
  }

  @Test
  void aLayerGoesThroughItsOwnLinks() {
    var files = squash(layer("f usr/lib/x 1"), layer("l lib usr/lib", "f lib/x 2"));
    assertThat(names(files)).containsExactly("usr/lib/x");
    assertThat(text(files, "usr/lib/x")).isEqualTo("2");
  }

  @Test
  void aDirectoryMadeAfterItsWhiteoutShowsWhatIsBelowUnlessItIsOpaque() {
    var lower = layer("d usr", "f usr/bin/bash 1");
    assertThat(names(squash(lower, layer("w usr", "d usr", "f usr/x 2"))))
        .containsExactly("usr/bin/bash", "usr/x");
    assertThat(names(squash(lower, layer("w usr/bin", "d usr/bin"))))
        .containsExactly("usr/bin/bash");
    assertThat(names(squash(lower, layer("w usr", "d usr", "o usr", "f usr/x 2"))))
        .containsExactly("usr/x");
    assertThat(names(squash(layer("f usr 1"), layer("w usr", "d usr")))).isEmpty();
  }

  @Test
  void whatHidesInADirectoryThatReplacesALinkNeverActsThroughTheLink() {
    var lower = layer("f usr/bin/bash 1", "f usr/bin/sub/x 2", "l bin usr/bin", "l up /usr");
    List<String> kept = List.of("usr/bin/bash", "usr/bin/sub/x");
    for (var upper :
        List.of(
            layer("d bin", "o bin"),
            layer("o bin", "d bin"),
            layer("d bin", "w bin/bash", "w bin/sub"),
            layer("d bin", "d bin/sub", "o bin/sub"),
            layer("w bin", "d bin", "o bin", "w bin/bash"),
            layer("d up", "o up", "w up/bin"),
            layer("d up", "d up/bin", "o up/bin"))) {
      assertThat(names(squash(lower, upper))).containsAll(kept);
    }
    assertThat(names(squash(lower, layer("d up/bin", "o up/bin")))).containsAll(kept);
  }

  @Test
  void aHardLinkLeadsToTheFileOfALowerLayer() {
    var files = squash(layer("f objects/a text"), layer("h etc/os-release objects/a"));
    assertThat(text(files, "etc/os-release")).isEqualTo("text");
  }

  @Test
  void theViewOfEachLayerIsShown() {
    List<String> seen = new ArrayList<>();
    FileSystem.squash(
        List.of(layer("f a 1"), layer("w a", "f b 2")), files -> seen.addAll(names(files)));
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void aDirectoryEntryOverALinkReplacesTheLink() {
    var files = squash(layer("f usr/lib/x 1", "l lib usr/lib"), layer("d lib", "f lib/y 2"));
    assertThat(names(files)).containsExactly("lib/y", "usr/lib/x");
    assertThat(files.resolve("lib/x")).isEmpty();
  }

  @Test
  void aDanglingLinkOnTheWayGetsItsTargetInItsOwnLayerAlone() {
    assertThat(names(squash(layer("l lib usr/lib", "f lib/x 1")))).containsExactly("usr/lib/x");
    assertThat(names(squash(layer("l lib usr/lib"), layer("f lib/x 1")))).containsExactly("lib/x");
  }

  @Test
  void hardLinksBackwardAndForwardAreNamesOfOneFile() {
    var layer = layer("h first bin/x", "f bin/x 12345", "h last bin/x", "h chain first");
    var files = squash(layer);
    assertThat(names(files)).containsExactly("bin/x", "chain", "first", "last");
    assertThat(text(files, "first")).isEqualTo("12345");
    assertThat(files.resolve("last").orElseThrow().entry())
        .isEqualTo(LayerText.entry(layer.entries(), "bin/x"));
    assertThat(files.visibleBytes()).isEqualTo(5);
  }

  @Test
  void aHardLinkKeepsItsBytesWhenTheOtherNameIsGoneOrReplaced() {
    var lower = layer("f a 12345", "h b a");
    assertThat(text(squash(lower, layer("w a")), "b")).isEqualTo("12345");
    var replaced = squash(lower, layer("f a 99"));
    assertThat(text(replaced, "b")).isEqualTo("12345");
    assertThat(replaced.visibleBytes()).isEqualTo(7);
  }

  @Test
  void aHardLinkToNothingOrToADirectoryNamesNothing() {
    assertThat(names(squash(layer("h a b", "h c d", "d d", "h e e")))).isEmpty();
  }

  @Test
  void hardLinksLongBeforeTheirFilesAreCountedAndNotFollowed() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 10_002; i++) {
      lines.add("h link" + i + " file");
    }
    lines.add("f file 12345");
    var files = squash(layer(lines.toArray(String[]::new)));
    assertThat(names(files)).hasSize(10_001);
    assertThat(files.linksLeftOut()).isEqualTo(2);
    assertThat(files.visibleBytes()).isEqualTo(5);
  }

  @Test
  void directoriesThatNoEntryNamesAreCounted() {
    assertThat(layer("d a", "d a/b", "f a/b/x 1", "f a/y 1", "f z 1").entries().implied()).isZero();
    assertThat(layer("f a/b/c/x 1", "f a/b/y 1", "f a/d/x 1", "f a/b/z 1").entries().implied())
        .isEqualTo(4);
    assertThat(layer("d a", "f a/bb/x 1", "f a/bc/x 1").entries().implied()).isEqualTo(2);
  }

  @Test
  void linksCannotMakeMoreDirectoriesThanThereIsRoomFor() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      lines.add("l link" + i + " " + i + "/x".repeat(1000));
      lines.add("f link" + i + "/file 1");
    }
    String[] layer = lines.toArray(String[]::new);
    assertThatThrownBy(() -> squash(layer(layer)))
        .isInstanceOf(FileSystem.Overgrown.class)
        .hasMessageStartingWith("its links make more than the 65986 names");
  }

  @Test
  void theLastOfDuplicateEntriesWins() {
    var files = squash(layer("f x 1", "l x y", "f x 333", "f y 2"));
    assertThat(text(files, "x")).isEqualTo("333");
    assertThat(files.visibleBytes()).isEqualTo(4);
  }

  @Test
  void aFileOverADirectoryRemovesTheSubtreeAndTheOtherWayRound() {
    var lower = layer("f a/b/c 1");
    assertThat(names(squash(lower, layer("f a 2")))).containsExactly("a");
    assertThat(names(squash(lower, layer("f a 2"), layer("f a/x 3")))).containsExactly("a/x");
  }

  @Test
  void directoriesMergeAndTakeTheUpperMode() {
    var files = squash(layer("f a/b 1"), layer("d a", "f a/c 1"));
    assertThat(names(files)).containsExactly("a/b", "a/c");
    assertThat(files.resolve("a").orElseThrow().mode()).isEqualTo(0700);
  }

  @Test
  void linksResolveAbsoluteRelativeAndClampedInsideTheRoot() {
    var files =
        squash(
            layer("f usr/lib/os-release ID=x", "l etc/os-release ../usr/lib/os-release"),
            layer("l bin usr/bin", "l usr/bin/up ../../../../../usr", "l abs /bin/up/lib"));
    assertThat(text(files, "/etc/os-release")).isEqualTo("ID=x");
    assertThat(text(files, "abs/os-release")).isEqualTo("ID=x");
    assertThat(files.lookup("bin").orElseThrow().linkTarget()).isEqualTo("usr/bin");
    assertThat(files.lookup("bin/up").orElseThrow().path()).isEqualTo("usr/bin/up");
    assertThat(files.resolve("../../usr/./lib/").orElseThrow().path()).isEqualTo("usr/lib");
    assertThat(files.resolve("usr/lib/os-release/x")).isEmpty();
  }

  @Test
  void loopsOfLinksEndAndEntriesBehindThemStayVisible() {
    var files = squash(layer("l a b", "l b a", "l self self/x"), layer("f a/x 1"));
    assertThat(files.resolve("self")).isEmpty();
    assertThat(files.lookup("self")).isPresent();
    assertThat(names(files)).hasSize(1);
  }

  @Test
  void fortyLinksAreFollowedAndNoMore() {
    var lines = new ArrayList<String>();
    lines.add("f l0 end");
    for (int i = 1; i <= 41; i++) {
      lines.add("l l" + i + " l" + (i - 1));
    }
    var files = squash(layer(lines.toArray(String[]::new)));
    assertThat(files.resolve("l40")).isPresent();
    assertThat(files.resolve("l41")).isEmpty();
  }

  @Test
  void childrenAreSortedAndEmptinessIsSeen() {
    var files = squash(layer("f d/b 1", "s d/c", "d d/a", "l e d"));
    assertThat(files.children("e").stream().map(FileNode::path))
        .containsExactly("d/a", "d/b", "d/c");
    assertThat(files.children("d/b")).isEmpty();
    assertThat(files.empty()).isFalse();
    assertThat(squash().empty()).isTrue();
    assertThat(squash(layer("f a 1"), layer("w a")).empty()).isTrue();
  }
}

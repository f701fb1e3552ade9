package dev.bedplate.inspect;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.inspect.distribution.DistributionDetector;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.libc.BusyBoxDetector;
import dev.bedplate.inspect.libc.LibcDetector;
import dev.bedplate.inspect.libc.ProgramChain;
import dev.bedplate.inspect.libc.ProgramSearch;
import dev.bedplate.inspect.libc.ToolFinder;
import dev.bedplate.inspect.packages.PackageHistory;
import dev.bedplate.inspect.packages.PackageInventory;
import dev.bedplate.source.Descriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Layers and documents to the facts of one image; pure. The base is decided elsewhere. */
final class FactsComposer {
  private static final BaseImage NO_BASE =
      new BaseImage(null, null, BaseEvidence.None, false, 0, null, null, null);
  private static final BusyBox NOT_USED = new BusyBox(false, null, null);
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private FactsComposer() {}

  /**
   * The facts of the image described by {@code documents}.
   *
   * @param layers facts by position in the manifest; null for a layer that was not read
   * @param unsupported what was not read, for people
   */
  static ImageFacts compose(
      ImageDocuments documents, List<@Nullable LayerFacts> layers, List<String> unsupported) {
    List<LayerFacts> read = new ArrayList<>();
    List<Digest> digests = new ArrayList<>();
    for (LayerFacts layer : layers) {
      if (layer != null) {
        read.add(layer);
        digests.add(layer.digest());
      }
    }
    var history = new PackageHistory(read.stream().map(LayerFacts::databases).toList());
    FileSystem files =
        FileSystem.squash(read.stream().map(LayerFacts::files).toList(), history::look);
    var elves = read.stream().map(LayerFacts::elves).toList();
    var config = documents.config();
    var search =
        ProgramSearch.of(
            config.workingDirectory(), config.environment().getOrDefault("PATH", DEFAULT_PATH));

    var packages =
        PackageInventory.find(
            files, history, BusyBoxDetector.binaries(files, elves, digests), digests);
    var started =
        ProgramChain.started(
            files,
            elves,
            read.stream().map(LayerFacts::scripts).toList(),
            command(config.config()),
            search,
            digests);
    var libc = LibcDetector.detect(files, elves, started, search, digests);
    var busybox = BusyBoxDetector.detect(files, elves, started, digests);
    var tools = ToolFinder.find(files, elves, search.directories(), digests);
    var distribution =
        DistributionDetector.detect(
            files,
            packages.packages(),
            libc.libc(),
            busybox.used() ? busybox.busybox() : NOT_USED,
            elves.stream().anyMatch(map -> !map.isEmpty()),
            config.platform().os(),
            config.osVersion(),
            digests);
    List<String> gaps =
        Stream.of(distribution.errors(), libc.errors(), packages.errors(), leftOut(files))
            .flatMap(List::stream)
            .toList();
    return new ImageFacts(
        distribution.distribution(),
        libc.libc(),
        busybox.busybox(),
        packages.packages(),
        tools.tools(),
        size(documents, layers, files),
        NO_BASE,
        List.of(),
        config.config(),
        new Completeness(
            unsupported.isEmpty() && gaps.isEmpty(),
            unsupported,
            Stream.concat(gaps.stream(), contradictions(documents, layers)).toList()),
        Stream.<List<Evidence>>of(
                distribution.evidence(),
                libc.evidence(),
                busybox.evidence(),
                packages.evidence(),
                tools.evidence())
            .flatMap(List::stream)
            .toList());
  }

  private static List<String> leftOut(FileSystem files) {
    int links = files.linksLeftOut();
    return links == 0
        ? List.of()
        : List.of(
            links
                + " hard links were not followed: too many stand before their file in a layer,"
                + " or lead nowhere");
  }

  private static Stream<String> contradictions(
      ImageDocuments documents, List<@Nullable LayerFacts> layers) {
    List<Descriptor> descriptors = documents.manifest().layers();
    return IntStream.range(0, layers.size())
        .mapToObj(
            i -> {
              LayerFacts layer = layers.get(i);
              return layer == null
                  ? Optional.<String>empty()
                  : layer.contradiction(descriptors.get(i).mediaType());
            })
        .flatMap(Optional::stream)
        .distinct();
  }

  /** The first word of what is started, or an empty text. */
  private static String command(ImageConfig config) {
    return Stream.concat(config.entrypoint().stream(), config.command().stream())
        .findFirst()
        .orElse("");
  }

  private static ImageSize size(
      ImageDocuments documents, List<@Nullable LayerFacts> layers, FileSystem files) {
    List<String> createdBy = createdBy(documents);
    List<ImageSize.Layer> sizes = new ArrayList<>();
    Set<Digest> seen = new HashSet<>();
    long compressed = 0;
    Long unpacked = 0L;
    for (int i = 0; i < layers.size(); i++) {
      Descriptor descriptor = documents.manifest().layers().get(i);
      LayerFacts facts = layers.get(i);
      compressed += seen.add(descriptor.digest()) ? descriptor.size() : 0;
      unpacked = facts == null || unpacked == null ? null : unpacked + facts.unpacked();
      sizes.add(
          new ImageSize.Layer(
              descriptor.digest(),
              facts == null ? documents.diffId(i) : facts.diffId(),
              descriptor.size(),
              facts == null ? null : facts.unpacked(),
              createdBy.isEmpty() ? null : createdBy.get(i),
              false));
    }
    Long visible = unpacked == null ? null : files.visibleBytes();
    return new ImageSize(
        compressed,
        unpacked,
        visible,
        unpacked == null || visible == null ? null : unpacked - visible,
        sizes);
  }

  /** History texts by layer, or none when the history does not count the layers. */
  private static List<String> createdBy(ImageDocuments documents) {
    List<String> texts =
        documents.config().history().stream()
            .filter(entry -> !entry.emptyLayer())
            .map(entry -> entry.createdBy() == null ? "" : entry.createdBy())
            .toList();
    return texts.size() == documents.manifest().layers().size() ? texts : List.of();
  }
}

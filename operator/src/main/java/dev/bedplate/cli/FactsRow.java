package dev.bedplate.cli;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param facts the first words of the facts whose evidence belongs here
 */
record FactsRow(String label, String text, boolean alarming, List<String> facts) {
  static List<FactsRow> of(Inspected image, @Nullable Lifecycle lifecycle) {
    ImageFacts facts = image.facts();
    var rows = new ArrayList<FactsRow>();
    rows.add(row("Platform", image.platform().toString()));
    rows.add(row("Digest", image.digest().toString()));
    rows.add(row("Distribution", distribution(facts.distribution()), "distribution"));
    if (lifecycle != null) {
      boolean over = lifecycle.state() == Lifecycle.State.EndOfLife;
      rows.add(new FactsRow("Lifecycle", lifecycle(lifecycle), over, List.of("lifecycle")));
    }
    rows.add(row("Libc", libc(facts.libc()), "libc"));
    rows.add(row("BusyBox", busybox(facts.busybox()), "busybox"));
    rows.add(row("Packages", packages(facts.packages()), "packages"));
    rows.add(row("Compressed", compressed(facts.size()), "size"));
    rows.add(row("Unpacked", unpacked(facts.size())));
    rows.add(row("Base", base(facts.base()), "base"));
    rows.add(row("Tools", tools(facts.tools()), "tools"));
    rows.add(
        row(
            "User",
            facts.config().user().isEmpty() ? "root (not set)" : facts.config().user(),
            "config"));
    if (!facts.foreignBinaries().isEmpty()) {
      String paths =
          facts.foreignBinaries().stream().map(b -> b.path()).collect(Collectors.joining(" "));
      rows.add(new FactsRow("Foreign", paths, true, List.of("foreignBinaries")));
    }
    if (!facts.completeness().complete() || !facts.completeness().errors().isEmpty()) {
      rows.add(
          new FactsRow(
              "Incomplete", completeness(facts.completeness()), true, List.of("completeness")));
    }
    return rows;
  }

  List<Evidence> evidence(List<Evidence> all) {
    return all.stream().filter(e -> facts.contains(e.fact().split("\\.", 2)[0])).toList();
  }

  private static FactsRow row(String label, String text, String... facts) {
    return new FactsRow(label, text, false, List.of(facts));
  }

  private static String distribution(Distribution d) {
    String exact = d.version() == null ? d.id() : d.id() + " " + d.version();
    String name = d.prettyName() == null ? exact : d.prettyName() + " (" + exact + ")";
    String flavour =
        d.flavour() == Distribution.Flavour.Regular
            ? ""
            : ", " + d.flavour().name().toLowerCase(Locale.ROOT);
    return name + flavour + (d.consistent() ? "" : ", contradicted by its libc or packages");
  }

  private static String lifecycle(Lifecycle l) {
    return switch (l.state()) {
      case EndOfLife -> "end of life" + dated(" since ", l.securityUntil());
      case Supported -> "supported" + dated(" until ", l.securityUntil());
      case SecurityOnly -> "security fixes only" + dated(" until ", l.securityUntil());
      case ExtendedOnly -> "extended support only" + dated(" until ", l.extendedUntil());
      case Rolling -> "rolling release";
      case Unknown -> "unknown";
    };
  }

  private static String dated(String word, @Nullable Object date) {
    return date == null ? "" : word + date;
  }

  private static String libc(Libc libc) {
    return Stream.of(
            libc.kind().name().toLowerCase(Locale.ROOT),
            libc.version(),
            libc.shim() == null ? null : "with " + libc.shim(),
            libc.loaders().isEmpty() ? null : "(" + String.join(", ", libc.loaders()) + ")")
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String busybox(BusyBox b) {
    return b.present() ? "yes" + dated(" ", b.version()) + dated(" at ", b.path()) : "no";
  }

  private static String packages(Packages p) {
    String count = p.count() == null ? "unknown" : p.count().toString();
    String database = p.database() == null ? "" : " (" + p.database() + ")";
    String removed = p.removed() ? ", database removed" : "";
    return count + database + removed + (p.managerPresent() ? ", with package manager" : "");
  }

  private static String compressed(ImageSize s) {
    int layers = s.layers().size();
    return Text.size(s.compressed()) + ", " + layers + (layers == 1 ? " layer" : " layers");
  }

  private static String unpacked(ImageSize s) {
    String wasted =
        s.wasted() == null || s.wasted() == 0 ? "" : ", wasted " + Text.size(s.wasted());
    return s.unpacked() == null ? "unknown" : Text.size(s.unpacked()) + wasted;
  }

  private static String base(BaseImage b) {
    if (b.evidence() == BaseEvidence.None) {
      return "unknown";
    }
    Object known = b.name() == null ? b.digest() : b.name();
    String proof = b.verified() ? "proven by its layers" : "not proven";
    String added = b.addedCompressed() == null ? "" : ", added " + Text.size(b.addedCompressed());
    String outdated = Boolean.TRUE.equals(b.outdated()) ? ", outdated" : "";
    return (known == null ? "unnamed" : known)
        + " ("
        + b.evidence()
        + ", "
        + proof
        + ")"
        + added
        + outdated;
  }

  private static String tools(Tools t) {
    String all =
        Stream.of(t.shells(), t.downloaders(), t.debuggers(), t.compilers(), t.packageManagers())
            .flatMap(List::stream)
            .collect(Collectors.joining(" "));
    return all.isEmpty() ? "none" : all;
  }

  private static String completeness(Completeness c) {
    String all =
        Stream.concat(c.unsupported().stream(), c.errors().stream())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "not every layer was read" : all;
  }
}

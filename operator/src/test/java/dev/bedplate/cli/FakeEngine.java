package dev.bedplate.cli;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.Traffic;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An engine whose images are named after what they are: {@code alpine}, {@code missing}, {@code
 * faulty}, anything else is Debian; its only policy refuses musl, in the mode that the policy
 * document or the cluster names, but for namespaces whose only label is {@code stage: lab}.
 */
final class FakeEngine implements Engine, ImageInspector {
  static final Digest DIGEST = Digest.of("sha256:" + "ab".repeat(32));
  private final EngineOptions options;
  private Mode mode = Mode.Enforce;

  private final ClusterReader cluster;

  FakeEngine(EngineOptions options, ClusterReader cluster) {
    this.options = options;
    this.cluster = cluster;
  }

  @Override
  public ImageInspector inspector() {
    return this;
  }

  @Override
  public ImageReference reference(String text) {
    return text.contains(" ")
        ? new InvalidReference(text, "not an image reference: " + text)
        : new RegistryReference(text, "registry.example", text, null, null);
  }

  @Override
  public Access access() {
    return new Access(
        Keychain.ANONYMOUS, Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()), new Traffic());
  }

  @Override
  public Lifecycle lifecycle(Distribution distribution, LocalDate today) {
    LocalDate until = LocalDate.of(2026, 4, 1);
    var state = today.isAfter(until) ? Lifecycle.State.EndOfLife : Lifecycle.State.Supported;
    return new Lifecycle(state, "3.20", until, null, LocalDate.of(2026, 8, 22));
  }

  @Override
  public List<Platform> platforms() {
    return List.of();
  }

  @Override
  public ClusterReader cluster() {
    return cluster;
  }

  @Override
  public PolicySet policies(List<ManifestDocument> documents, Catalog further) {
    further.policies().forEach(policy -> mode = policy.mode());
    List<String> notes = new ArrayList<>();
    for (ManifestDocument document : documents) {
      if ("BaseImageException".equals(document.text("kind"))) {
        notes.add("an exception\tfor nothing");
        continue;
      }
      Object spec = document.object().get("spec");
      if (!(spec instanceof Map<?, ?> map) || !(map.get("mode") instanceof String text)) {
        return new PolicySet.Rejected(
            List.of(document.error("spec.mode", "must be Audit, Warn or Enforce")));
      }
      mode = Mode.valueOf(text);
    }
    return new PolicySet.Ready((workload, facts, now, bounds) -> decide(workload, facts), notes);
  }

  private Report decide(Workload workload, Map<ContainerImage, List<Inspection>> facts) {
    if (Map.of("stage", "lab").equals(workload.namespaceLabels())) {
      return new Report(workload, new Verdict.NotApplicable(), false);
    }
    var violations = new ArrayList<Violation>();
    var undecided = new ArrayList<Undecidable>();
    facts.forEach(
        (image, found) ->
            found.forEach(
                inspection -> {
                  switch (inspection) {
                    case Inspection.Failed failed ->
                        undecided.add(
                            new Undecidable(
                                "no-musl",
                                failed.reason(),
                                image,
                                failed.message(),
                                OnUndecided.Warn));
                    case Inspection.Inspected i -> {
                      if (i.facts().libc().kind() == Libc.Kind.Musl) {
                        violations.add(violation(image, i));
                      }
                    }
                  }
                }));
    if (!violations.isEmpty()) {
      var verdict = new Verdict.Violating(violations, undecided);
      return new Report(workload, verdict, mode == Mode.Enforce);
    }
    return undecided.isEmpty()
        ? new Report(workload, new Verdict.Compliant(), false)
        : new Report(workload, new Verdict.Undecided(undecided, List.of()), false);
  }

  private Violation violation(ContainerImage image, Inspection.Inspected inspected) {
    return new Violation(
        "no-musl",
        mode,
        ViolationReason.LibcDenied,
        image,
        inspected.digest(),
        inspected.platform(),
        "musl 1.2.5 by /lib/ld-musl-x86_64.so.1",
        "any libc but Musl",
        "the image runs on musl, 100% of it:\nuse another <base>",
        null,
        null);
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    return List.of(inspectOne(reference, platform));
  }

  private Inspection inspectOne(ImageReference reference, Platform platform) {
    if (reference.original().startsWith("missing")) {
      return new Inspection.Failed(
          reference, platform, UndecidedReason.ImageNotFound, "no such image");
    }
    if (reference.original().startsWith("faulty")) {
      throw new IllegalStateException("a bug");
    }
    for (String base : options.bases()) {
      if (base.startsWith("missing")) {
        options
            .progress()
            .candidateUnread(
                reference(base),
                new ImageUnavailableException(
                    UndecidedReason.ImageNotFound, base + ": no such image"));
      }
    }
    return new Inspection.Inspected(
        reference, DIGEST, null, platform, facts(reference.original().startsWith("alpine")));
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return List.of(new Platform("linux", "amd64", null), new Platform("linux", "arm", "v7"));
  }

  private static ImageFacts facts(boolean alpine) {
    String hostile = alpine ? "Alpine \u001b[31mLinux v3.20" : "Debian GNU/Linux 12";
    return new ImageFacts(
        new Distribution(
            alpine ? "alpine" : "debian",
            List.of(),
            alpine ? "3.20.3" : "12",
            null,
            hostile,
            Distribution.Flavour.Regular,
            true),
        new Libc(
            alpine ? Libc.Kind.Musl : Libc.Kind.Glibc,
            alpine ? "1.2.5" : "2.36",
            List.of("/lib/ld-musl-x86_64.so.1"),
            null),
        new BusyBox(alpine, alpine ? "1.36.1" : null, alpine ? "/bin/busybox" : null),
        new Packages("apk", true, 14, false, List.of("musl")),
        new Tools(List.of("/bin/sh"), List.of("/usr/bin/wget"), List.of(), List.of(), List.of()),
        new ImageSize(
            3490290,
            7792915L,
            7792915L,
            0L,
            List.of(new ImageSize.Layer(DIGEST, DIGEST, 3490290, 7792915L, null, false))),
        new BaseImage(null, null, BaseImage.BaseEvidence.None, false, 0, null, null, null),
        List.of(),
        new ImageConfig("", List.of(), List.of("/bin/sh"), null, Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of(
            new Evidence("libc.kind", "/lib/ld-musl-x86_64.so.1", DIGEST, "musl version banner"),
            new Evidence(
                "libc.version", "/lib/ld-musl-x86_64.so.1", DIGEST, "musl version banner")));
  }

  @Override
  public void close() {}
}

package dev.bedplate.bench;

import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.catalog.PolicyReader.Document;
import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Completeness;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.image.Tools;
import dev.bedplate.policy.Policy;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@link DecisionBenchmark} decides about. */
final class DecisionInput {
  private static final Digest DIGEST = Digest.of("sha256:" + "ab".repeat(32));
  private static final String POLICIES =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: supported-distributions}
      spec:
        mode: Enforce
        rules:
          distributions:
            allow: [{id: alpine, versions: ">=3.20"}, {id: debian, versions: ">=12"}]
            deny: [{id: centos}]
          lifecycle: {deny: [EndOfLife]}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: no-musl}
      spec:
        mode: Enforce
        match:
          namespaceSelector: {matchLabels: {team: shop}}
          kinds: [Deployment, StatefulSet]
        rules:
          libc: {deny: [Musl]}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: small}
      spec:
        mode: Warn
        match: {excludeImages: ["registry.example/legacy/**"]}
        rules:
          size: {maxCompressed: 200Mi, maxUnpacked: 1Gi, maxLayers: 40}
          packages: {max: 300, deny: [curl, "telnet*"], manager: Deny}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: nothing-to-play-with}
      spec:
        mode: Audit
        namespaceModes:
          - {namespaceSelector: {matchLabels: {stage: production}}, mode: Enforce}
        rules:
          tools: {busybox: Deny, downloaders: Deny, debuggers: Deny, compilers: Deny}
          age: {maxDays: 180}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: known-bases}
      spec:
        mode: Enforce
        match: {images: ["registry.example/**"]}
        rules:
          baseImages:
            allow: ["registry.example/base/*", "docker.io/library/debian:13*"]
            require: Verified
      """;
  private static final String EXPRESSION =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: not-root}
      spec:
        mode: Enforce
        rules:
          expressions: [{expression: "facts.config.user != '' && facts.config.user != 'root'"}]
      """;

  private DecisionInput() {}

  static List<Policy> policies() {
    return read(POLICIES);
  }

  static List<Policy> expression() {
    return read(EXPRESSION);
  }

  private static List<Policy> read(String yaml) {
    List<Policy> policies = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      Document read = PolicyReader.read((Map<?, ?>) document);
      if (read instanceof Document.PolicyDocument(var policy)) {
        policies.add(policy);
      } else {
        throw new IllegalStateException(read.toString());
      }
    }
    return policies;
  }

  static Workload workload() {
    return new Workload(
        "Deployment",
        "shop",
        "web",
        Map.of("app", "web"),
        Map.of("team", "shop", "stage", "production"),
        List.of(
            image("web", ContainerList.Main, "containers", "registry.example/shop/web:2026.11"),
            image("migrate", ContainerList.Init, "initContainers", "registry.example/shop/db:7")),
        null);
  }

  private static ContainerImage image(
      String name, ContainerList list, String field, String reference) {
    String path = "spec.template.spec." + field + "[0].image";
    return new ContainerImage(name, list, path, ReferenceParser.parse(reference));
  }

  /** Facts of Debian images; or, to be refused, of one Alpine image among them. */
  static Map<ContainerImage, List<Inspection>> facts(Workload workload, boolean refused) {
    Map<ContainerImage, List<Inspection>> facts = new HashMap<>();
    for (ContainerImage image : workload.images()) {
      boolean alpine = refused && image.list() == ContainerList.Main;
      Platform platform = new Platform("linux", "amd64", null);
      facts.put(
          image,
          List.of(
              new Inspection.Inspected(
                  image.reference(), DIGEST, null, platform, alpine ? alpine() : debian())));
    }
    return facts;
  }

  private static ImageFacts debian() {
    return facts(
        distribution("debian", "13.1", "Debian GNU/Linux 13 (trixie)"),
        new Libc(Libc.Kind.Glibc, "2.41", List.of("/lib64/ld-linux-x86-64.so.2"), null),
        new BusyBox(false, null, null),
        new Packages("dpkg", false, 120, false, names(120)),
        new Tools(List.of("/bin/sh"), List.of(), List.of(), List.of(), List.of()));
  }

  private static ImageFacts alpine() {
    return facts(
        distribution("alpine", "3.18.4", "Alpine Linux v3.18"),
        new Libc(Libc.Kind.Musl, "1.2.4", List.of("/lib/ld-musl-x86_64.so.1"), null),
        new BusyBox(true, "1.36.1", "/bin/busybox"),
        new Packages("apk", true, 40, false, names(40)),
        new Tools(
            List.of("/bin/sh"),
            List.of("/usr/bin/wget"),
            List.of(),
            List.of(),
            List.of("/sbin/apk")));
  }

  private static Distribution distribution(String id, String version, String name) {
    return new Distribution(
        id, List.of(), version, null, name, Distribution.Flavour.Regular, true);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "lib-something" + i).toList();
  }

  private static ImageFacts facts(
      Distribution distribution, Libc libc, BusyBox busybox, Packages packages, Tools tools) {
    ImageSize.Layer layer =
        new ImageSize.Layer(DIGEST, DIGEST, 30_000_000, 80_000_000L, "ADD rootfs", true);
    return new ImageFacts(
        distribution,
        libc,
        busybox,
        packages,
        tools,
        new ImageSize(60_000_000, 160_000_000L, 160_000_000L, 0L, List.of(layer, layer)),
        new BaseImage(
            "docker.io/library/debian:13-slim",
            DIGEST,
            BaseImage.BaseEvidence.LayerPrefix,
            true,
            1,
            30_000_000L,
            80_000_000L,
            null),
        List.of(),
        new ImageConfig(
            "65532", List.of("/web"), List.of(), Instant.parse("2026-11-01T00:00:00Z"), Map.of()),
        new Completeness(true, List.of(), List.of()),
        List.of(
            new Evidence("distribution.id", "/etc/os-release", DIGEST, "ID"),
            new Evidence("libc.kind", "/bin/sh", DIGEST, "interpreter"),
            new Evidence("packages", "/var/lib/packages", DIGEST, "database")));
  }
}

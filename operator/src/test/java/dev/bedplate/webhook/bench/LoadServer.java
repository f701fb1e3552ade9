package dev.bedplate.webhook.bench;

import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.check.Checker;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.Access;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.webhook.AdmissionHandler;
import dev.bedplate.webhook.server.ServerSettings;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.SelfSigned;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The webhook as a process of its own, with the facts of its images in memory. Prints its port and
 * its certificate authority, then, for each line read, how often the registry was asked.
 */
public final class LoadServer {
  private static final String POLICIES =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: supported}
      spec:
        mode: Enforce
        rules:
          distributions: {allow: [{id: debian, versions: ">=12"}], deny: [{id: centos}]}
          lifecycle: {deny: [EndOfLife]}
      ---
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: small}
      spec:
        mode: Enforce
        rules:
          libc: {deny: [Musl]}
          size: {maxCompressed: 200Mi, maxLayers: 40}
          packages: {max: 300, deny: [curl, "telnet*"]}
      """;

  private LoadServer() {}

  /** Serves until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    var registry = new KnownImages();
    SelfSigned made = SelfSigned.generate(List.of("127.0.0.1"), Clock.systemUTC().instant());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebhookServer server =
        WebhookServer.start(
            ServerSettings.at(address, Duration.ofSeconds(5)),
            made.certificate(),
            handler(registry),
            Clock.systemUTC())) {
      System.out.println(server.port());
      byte[] authority = made.caBundle().getBytes(StandardCharsets.US_ASCII);
      System.out.println(Base64.getEncoder().encodeToString(authority));
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      while (in.readLine() != null) {
        System.out.println(registry.requests());
      }
    }
  }

  private static AdmissionHandler handler(KnownImages registry) {
    List<Policy> policies = policies();
    LifecycleTable table = LifecycleResource.load();
    var engine = new PolicyEngine(table::lifecycle);
    var inspector =
        new Inspector(
            new Sources(() -> registry, () -> registry, () -> registry),
            Limits.DEFAULTS,
            KnownImages.cache(),
            Progress.NONE,
            List::of,
            ReferenceParser::parse);
    var checker =
        new Checker(
            inspector,
            (workload, facts, now) -> engine.decide(workload, facts, policies, List.of(), now),
            reference -> List.of(KnownImages.PLATFORM));
    return new AdmissionHandler(
        new AdmissionHandler.Surroundings(
            Set.of(),
            ReferenceParser::parseRegistry,
            deadline -> true,
            (namespace, owner, deadline) -> Optional.empty(),
            namespace -> Map.of("kubernetes.io/metadata.name", namespace),
            (review, deadline) -> new Access(Keychain.ANONYMOUS, deadline, new Traffic()),
            admission -> {}),
        checker,
        Clock.systemUTC());
  }

  private static List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(POLICIES)) {
      if (PolicyReader.read((Map<?, ?>) document)
          instanceof PolicyReader.Document.PolicyDocument(var policy)) {
        policies.add(policy);
      }
    }
    if (policies.size() != 2) {
      throw new IllegalStateException("the policies of the load do not compile");
    }
    return policies;
  }
}

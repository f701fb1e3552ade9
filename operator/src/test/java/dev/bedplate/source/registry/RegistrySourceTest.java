package dev.bedplate.source.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySourceTest {
  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final byte[] MANIFEST =
      """
      {"schemaVersion": 2, "layers": [], "config": {"mediaType":
        "application/vnd.oci.image.config.v1+json", "digest": "sha256:%s", "size": 2}}
      """
          .formatted("0".repeat(64))
          .getBytes(UTF_8);
  private static final String MANIFESTS = "/v2/team/app/manifests/";
  private static final String BLOBS = "/v2/team/app/blobs/";

  private TestRegistry registry;
  private RegistrySource source;
  private final Traffic traffic = new Traffic();

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    source = source(RegistryConfiguration.NONE);
  }

  @AfterEach
  void stop() {
    source.close();
    registry.close();
  }

  static RegistrySource source(RegistryConfiguration configuration) {
    return new RegistrySource(
        configuration, Map.of(), 1000, Clock.systemUTC(), Duration.ofMillis(4), true);
  }

  private RegistryReference image(String suffix) {
    return (RegistryReference) ReferenceParser.parse(registry.authority() + "/team/app" + suffix);
  }

  private Access access() {
    return access(Keychain.ANONYMOUS, Duration.ofSeconds(20));
  }

  private Access access(Keychain keychain, Duration budget) {
    return new Access(keychain, Deadline.in(budget, Clock.systemUTC()), traffic);
  }

  // NullAway does not see the annotation of an array in a record of another compilation.
  @SuppressWarnings("NullAway")
  private static Descriptor descriptor(Digest digest, long size, byte @Nullable [] data) {
    return new Descriptor(
        "application/octet-stream", digest, size, Map.of(), null, List.of(), true, null, data);
  }

  private static void assertFails(
      UndecidedReason reason, String message, ThrowingCallable callable) {
    assertThatThrownBy(callable)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void aTagIsResolvedByOneHead() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);

    assertThat(source.resolve(image(":1"), access())).isEqualTo(digest);
    assertThat(registry.requests()).singleElement().extracting("method").isEqualTo("HEAD");
    assertThat(traffic.requests()).isEqualTo(1);
    assertThat(traffic.bytes()).isZero();
  }

  @Test
  void aDigestNeedsNoRequest() throws IOException {
    String digest = "sha256:" + "ab".repeat(32);

    assertThat(source.resolve(image("@" + digest), access())).hasToString(digest);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aHeadWithoutDigestIsFollowedByAGet() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave(MANIFESTS, Misbehaviours.headWithoutDigest());

    assertThat(source.resolve(image(":1"), access())).isEqualTo(digest);
  }

  @Test
  void aDocumentIsWhatItsBytesAre() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI + "; charset=utf-8", MANIFEST);

    var document = source.document(image(":1"), digest, access());

    assertThat(document).isInstanceOf(ImageManifest.class);
    assertThat(document.digest()).isEqualTo(digest);
    assertThat(traffic.bytes()).isEqualTo(MANIFEST.length);
  }

  @Test
  void S_05_aDocumentWithAnotherDigestIsAnError() {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.at(MANIFESTS + digest, OCI, "{}".getBytes(UTF_8));

    assertFails(
        UndecidedReason.InvalidImage,
        digest + " was asked for",
        () -> source.document(image(":1"), digest, access()));
  }

  @Test
  void S_11_aDocumentIsNotReadBeyondTheLimit() {
    Digest digest = registry.manifest("team/app", "1", OCI, new byte[1001]);
    assertFails(
        UndecidedReason.LimitExceeded,
        "1000",
        () -> source.document(image(":1"), digest, access()));

    registry.misbehave(MANIFESTS, Misbehaviours.endless());
    assertFails(
        UndecidedReason.LimitExceeded,
        "1000",
        () -> source.document(image(":1"), digest, access()));
  }

  @Test
  void schema1IsNamed() {
    String type = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    Digest digest = registry.manifest("team/app", "1", type, MANIFEST);

    assertFails(
        UndecidedReason.UnsupportedImage,
        "schema 1",
        () -> source.document(image(":1"), digest, access()));
    assertFails(
        UndecidedReason.UnsupportedImage, "schema 1", () -> source.resolve(image(":1"), access()));
  }

  @Test
  void anEmbeddedBlobNeedsNoRequest() throws IOException {
    byte[] data = {1, 2, 3};
    Digest digest = Verification.digest("sha256", data);

    assertThat(source.blob(image(":1"), descriptor(digest, 3, data), access())).isEqualTo(data);
    assertThat(registry.requests()).isEmpty();
    assertFails(
        UndecidedReason.InvalidImage,
        "was asked for",
        () -> source.blob(image(":1"), descriptor(digest, 3, new byte[3]), access()));
    assertFails(
        UndecidedReason.InvalidImage,
        "should have 4 bytes",
        () -> source.blob(image(":1"), descriptor(digest, 4, data), access()));
  }

  @Test
  void aBlobIsVerified() throws IOException {
    byte[] bytes = "config".getBytes(UTF_8);
    Digest digest = registry.blob("team/app", bytes);
    assertThat(source.blob(image(":1"), descriptor(digest, 6, null), access())).isEqualTo(bytes);

    registry.put("team/app", digest, "CONFIG".getBytes(UTF_8));
    assertFails(
        UndecidedReason.InvalidImage,
        "was asked for",
        () -> source.blob(image(":1"), descriptor(digest, 6, null), access()));
    assertFails(
        UndecidedReason.InvalidImage,
        "6 are announced",
        () -> source.blob(image(":1"), descriptor(digest, 5, null), access()));
    assertFails(
        UndecidedReason.LimitExceeded,
        "at most 1000",
        () -> source.blob(image(":1"), descriptor(digest, 1001, null), access()));
  }

  @Test
  void aLargeBlobArrivesWholeThroughASmallWindow() throws IOException {
    byte[] bytes = new byte[5_000_000];
    new Random(1).nextBytes(bytes);
    Digest digest = registry.blob("team/app", bytes);

    try (InputStream in =
        source.stream(image(":1"), descriptor(digest, bytes.length, null), access())) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(traffic.bytes()).isEqualTo(bytes.length);
  }

  @Test
  void S_11_anEndlessBlobEndsAtItsSizeAndIsNotReadAhead() throws IOException {
    Digest digest = Verification.digest("sha256", new byte[10]);
    registry.misbehave(BLOBS, Misbehaviours.endless());

    try (InputStream in = source.stream(image(":1"), descriptor(digest, 10_000, null), access())) {
      assertThat(in.readAllBytes()).hasSize(10_000);
    }
    assertThat(traffic.bytes()).isLessThan(4_000_000);
    assertFails(
        UndecidedReason.InvalidImage,
        "has more",
        () -> source.blob(image(":1"), descriptor(digest, 10, null), access()));
  }

  @Test
  void aShortStreamIsAnError() throws IOException {
    Digest digest = Verification.digest("sha256", new byte[10]);
    registry.misbehave(BLOBS, Misbehaviours.shortBody(10, new byte[4], 9));
    try (InputStream in = source.stream(image(":1"), descriptor(digest, 10, null), access())) {
      assertFails(
          UndecidedReason.RegistryUnavailable, "after 4 of 10 bytes", () -> in.readAllBytes());
    }

    registry.misbehave(BLOBS, Misbehaviours.chunked(new byte[4]));
    try (InputStream in = source.stream(image(":1"), descriptor(digest, 10, null), access())) {
      assertFails(
          UndecidedReason.RegistryUnavailable, "after 4 of 10 bytes", () -> in.readAllBytes());
    }
  }

  @Test
  void aSmallBlobThatBrokeOffIsFetchedAgain() throws IOException {
    byte[] bytes = new byte[10];
    Digest digest = registry.blob("team/app", bytes);
    registry.misbehave(BLOBS, Misbehaviours.shortBody(10, new byte[4], 1));

    assertThat(source.blob(image(":1"), descriptor(digest, 10, null), access())).isEqualTo(bytes);
    assertThat(registry.count("/blobs/")).isEqualTo(2);
  }

  @Test
  void theDeadlineEndsAWaitForTheHeadAndForTheBody() throws IOException {
    Digest digest = Verification.digest("sha256", new byte[10]);
    Access hurried = access(Keychain.ANONYMOUS, Duration.ofMillis(300));
    registry.misbehave(MANIFESTS, Misbehaviours.silent());
    assertFails(
        UndecidedReason.DeadlineExceeded,
        "/team/app:1",
        () -> source.resolve(image(":1"), hurried));

    Access other = access(Keychain.ANONYMOUS, Duration.ofMillis(300));
    registry.misbehave(BLOBS, Misbehaviours.stalled(10));
    try (InputStream in = source.stream(image(":1"), descriptor(digest, 10, null), other)) {
      assertFails(UndecidedReason.DeadlineExceeded, "/team/app:1", () -> in.readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized, 1",
    "403, Unauthorized, 2",
    "404, ImageNotFound, 2",
    "429, RegistryThrottled, 4",
    "500, RegistryUnavailable, 5",
    "503, RegistryUnavailable, 5",
    "418, RegistryUnavailable, 2",
  })
  void everyRefusalHasItsReason(int status, UndecidedReason reason, int attempts) {
    registry.misbehave(MANIFESTS, Misbehaviours.status(status));

    assertFails(reason, " answered " + status, () -> source.resolve(image(":1"), access()));
    assertThat(registry.requests()).hasSize(attempts);
  }

  @Test
  void passingFailuresAreRetried() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave(MANIFESTS, Misbehaviours.status(502, 2));
    assertThat(source.resolve(image(":1"), access())).isEqualTo(digest);

    registry.misbehave(MANIFESTS, Misbehaviours.retryAfter(429, "0", 5));
    assertThat(source.resolve(image(":1"), access())).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aRetryAfterBeyondTheDeadlineIsNotWaitedFor(int status) {
    registry.misbehave(MANIFESTS, Misbehaviours.retryAfter(status, "3600", 9));

    assertFails(
        UndecidedReason.RegistryThrottled,
        "come back later",
        () -> source.resolve(image(":1"), access()));
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void aRegistryThatIsNotThereIsUnavailable() {
    RegistryReference image = image(":1");
    registry.close();

    assertFails(
        UndecidedReason.RegistryUnavailable,
        "cannot be reached",
        () -> source.resolve(image, access()));
  }

  @Test
  void aTokenIsFetchedOnceForAllParallelCallers() throws Exception {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.bearer("http://" + registry.authority() + "/t", "T"));
    registry.misbehave("/t", Misbehaviours.json("{\"token\":\"T\",\"expires_in\":300}"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Digest>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> source.resolve(image(":1"), access()));
      }
      for (Future<Digest> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(digest);
      }
    }
    assertThat(registry.count("/t")).isGreaterThan(0);
    assertThat(registry.requests().stream().filter(r -> r.path().equals("/t")))
        .singleElement()
        .satisfies(r -> assertThat(r.query()).isEqualTo("service=test&scope=x%3Ay%3Apush"));
    long before = traffic.requests();
    source.resolve(image(":1"), access());
    assertThat(traffic.requests() - before).isEqualTo(1);
  }

  @Test
  void anExpiredTokenIsFetchedAgain() throws IOException {
    registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.bearer("http://" + registry.authority() + "/t", "T"));
    registry.misbehave("/t", Misbehaviours.json("{\"access_token\":\"T\",\"expires_in\":0}"));

    source.resolve(image(":1"), access());
    source.resolve(image(":1"), access());
    assertThat(registry.requests().stream().filter(r -> r.path().equals("/t"))).hasSize(2);
  }

  @Test
  void tokensAreNotSharedBetweenCredentials() throws IOException {
    registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.bearer("http://" + registry.authority() + "/t", "T"));
    registry.misbehave(
        "/t",
        (exchange, times) ->
            Misbehaviours.unless(Misbehaviours.basicHeader("u", "p"), "Basic")
                    .handle(exchange, times)
                || Misbehaviours.json("{\"token\":\"T\"}").handle(exchange, times));
    Keychain known = reference -> Optional.of(new Credential("u", "p"));

    source.resolve(image(":1"), access(known, Duration.ofSeconds(20)));
    assertFails(
        UndecidedReason.Unauthorized,
        "an anonymous reader",
        () -> source.resolve(image(":1"), access()));
  }

  @Test
  void basicIsAnsweredWithTheCredentialOnly() throws IOException {
    registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.basic("u", "p"));
    Keychain known = reference -> Optional.of(new Credential("u", "p"));
    Keychain wrong = reference -> Optional.of(new Credential("u", "q"));

    source.resolve(image(":1"), access(known, Duration.ofSeconds(20)));
    assertFails(UndecidedReason.Unauthorized, "401", () -> source.resolve(image(":1"), access()));
    assertFails(
        UndecidedReason.Unauthorized,
        "401",
        () -> source.resolve(image(":1"), access(wrong, Duration.ofSeconds(20))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/t",
        "https://10.0.0.1/t",
        "https://localhost/t",
        "https://[::1]/t",
        "https://2130706433/t",
        "file:///etc/passwd",
        "no address",
        ""
      })
  void S_09_aRealmThatIsNotPublicIsNotAsked(String realm) {
    registry.misbehave("/v2/", Misbehaviours.bearer(realm, "T"));

    assertFails(
        UndecidedReason.Unauthorized,
        "sends for tokens",
        () -> source.resolve(image(":1"), access()));
  }

  @Test
  void S_08_authorizationDoesNotFollowARedirectionToAnotherPort() throws IOException {
    byte[] bytes = new byte[10];
    Digest digest = registry.blob("team/app", bytes);
    Keychain known = reference -> Optional.of(new Credential("u", "p"));
    try (TestRegistry other = TestRegistry.start()) {
      other.at("/elsewhere", "x/y", bytes);
      registry.misbehave(
          BLOBS,
          (exchange, times) ->
              Misbehaviours.basic("u", "p").handle(exchange, times)
                  || Misbehaviours.redirect("http://" + other.authority() + "/elsewhere")
                      .handle(exchange, times));

      assertThat(
              source.blob(
                  image(":1"), descriptor(digest, 10, null), access(known, Duration.ofSeconds(20))))
          .isEqualTo(bytes);
      assertThat(other.requests()).singleElement().extracting("authorization").isEqualTo("");
    }
  }

  @Test
  void S_08_aChallengeFromWhereARegistryRedirectsIsNotAnswered() throws IOException {
    Digest digest = registry.blob("team/app", new byte[10]);
    Keychain known = reference -> Optional.of(new Credential("u", "p"));
    try (TestRegistry other = TestRegistry.start()) {
      other.misbehave("/", Misbehaviours.basic("u", "p"));
      registry.misbehave(
          BLOBS, Misbehaviours.redirect("http://" + other.authority() + "/elsewhere"));

      assertFails(
          UndecidedReason.Unauthorized,
          "401",
          () ->
              source.blob(
                  image(":1"),
                  descriptor(digest, 10, null),
                  access(known, Duration.ofSeconds(20))));
      assertThat(other.requests())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it.authorization()).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.169.254:443",
        "100.100.100.200",
        "[fd00:ec2::254]:443",
        "0.0.0.0:5000",
        "[fe80::1]:443"
      })
  void S_15_anImageInARegistryThatOnlyTheMachineCanMeanIsNotAskedFor(String host) {
    ImageReference image = ReferenceParser.parseRegistry(host + "/latest/meta-data:1");
    assertFails(
        UndecidedReason.RegistryUnavailable,
        "only the machine itself can mean",
        () -> source.resolve(image, access()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/x",
        "http://[fe80::1]/x",
        "http://localhost:1/x",
        "http://127.1.2.3/x",
        "http://0.0.0.0/x",
        "http://168.63.129.16/x",
        "http://100.100.100.200/x",
        "http://192.0.0.192/x",
        "http://[fd00:ec2::254]/x",
        "ftp://example.com/x",
        "file:///etc/passwd",
        "http://[::ffff:169.254.1.1]/x"
      })
  void S_15_aRedirectionToTheMachineItselfIsRefused(String location) {
    registry.misbehave(BLOBS, Misbehaviours.redirect(location));
    Digest digest = Verification.digest("sha256", new byte[10]);

    assertFails(
        UndecidedReason.RegistryUnavailable,
        "redirects to",
        () -> source.blob(image(":1"), descriptor(digest, 10, null), access()));
  }

  @Test
  void redirectionsEnd() {
    registry.misbehave(MANIFESTS, Misbehaviours.redirect("again"));

    assertFails(
        UndecidedReason.RegistryUnavailable,
        "more than 5 times",
        () -> source.resolve(image(":1"), access()));
    assertThat(registry.requests()).hasSize(6);
  }

  @Test
  void mirrorsAreAskedFirstAndNeverSeeTheCredential() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.basic("u", "p"));
    RegistryReference image = image(":1");
    Keychain known =
        reference ->
            reference.registry().equals(image.registry())
                ? Optional.of(new Credential("u", "p"))
                : Optional.empty();
    try (TestRegistry mirror = TestRegistry.start()) {
      mirror.misbehave("/v2/", Misbehaviours.basic("u", "p"));
      var host =
          new RegistryConfiguration.Host(
              List.of(mirror.authority() + "/cache"), null, false, null, 8, 0);
      try (RegistrySource mirrored =
          source(new RegistryConfiguration(Map.of(image.registry(), host)))) {
        assertThat(mirrored.resolve(image, access(known, Duration.ofSeconds(20))))
            .isEqualTo(digest);
      }
      assertThat(mirror.requests())
          .isNotEmpty()
          .allSatisfy(
              request -> {
                assertThat(request.path()).startsWith("/v2/cache/team/app/");
                assertThat(request.authorization()).isEmpty();
              });
    }
  }

  @Test
  void anIdentityTokenIsPostedAndNeverPutIntoAnAddress() throws IOException {
    Digest digest = registry.manifest("team/app", "1", OCI, MANIFEST);
    registry.misbehave("/v2/", Misbehaviours.bearer("http://" + registry.authority() + "/t", "T"));
    List<String> forms = new ArrayList<>();
    registry.misbehave(
        "/t",
        (exchange, times) -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          return TestRegistry.answer(exchange, 200, "{\"access_token\":\"T\"}");
        });
    Keychain known = reference -> Optional.of(new Credential("<token>", "a+b&c"));

    assertThat(source.resolve(image(":1"), access(known, Duration.ofSeconds(20))))
        .isEqualTo(digest);

    assertThat(forms)
        .containsExactly(
            "service=test&scope=x%3Ay%3Apush&grant_type=refresh_token"
                + "&client_id=bedplate&refresh_token=a%2Bb%26c");
    assertThat(registry.requests().stream().filter(r -> r.path().equals("/t")))
        .containsExactly(new TestRegistry.Request("POST", "/t", "null", ""));
  }

  @Test
  void aRefusedIdentityTokenIsUnauthorized() {
    registry.misbehave("/v2/", Misbehaviours.bearer("http://" + registry.authority() + "/t", "T"));
    registry.misbehave("/t", Misbehaviours.status(401));
    Keychain known = reference -> Optional.of(new Credential("<token>", "old"));

    assertFails(
        UndecidedReason.Unauthorized,
        "the token server",
        () -> source.resolve(image(":1"), access(known, Duration.ofSeconds(20))));
  }

  @Test
  void requestsKeepTheirRateAndWhoCannotWaitIsToldSo() throws IOException {
    registry.manifest("team/app", "1", OCI, MANIFEST);
    var host = new RegistryConfiguration.Host(List.of(), null, false, null, 8, 0.001);
    RegistryReference image = image(":1");
    try (RegistrySource slow = source(new RegistryConfiguration(Map.of(image.registry(), host)))) {
      slow.resolve(image, access());
      assertFails(
          UndecidedReason.DeadlineExceeded,
          "may not be asked in time",
          () -> slow.resolve(image, access()));
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void whoCannotWaitForTheRateDoesNotDelayOthers() {
    var lane = new Lane(new RegistryConfiguration.Host(List.of(), null, false, null, 8, 0.1));
    long now = System.nanoTime();
    Duration second = Duration.ofSeconds(1);
    assertThat(lane.book(now, second)).isZero();

    for (int i = 0; i < 9; i++) {
      assertThat(lane.book(now, second)).isEqualTo(Duration.ofSeconds(10));
    }

    assertThat(lane.book(now, Duration.ofSeconds(11))).isEqualTo(Duration.ofSeconds(10));
    assertThat(lane.book(now, Duration.ofSeconds(21))).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void oneRegistryIsAskedByAsManyAsConfigured() throws IOException {
    byte[] bytes = new byte[2_000_000];
    Digest digest = registry.blob("team/app", bytes);
    registry.manifest("team/app", "1", OCI, MANIFEST);
    var host = new RegistryConfiguration.Host(List.of(), null, false, null, 1, 0);
    RegistryReference image = image(":1");
    try (RegistrySource narrow =
        source(new RegistryConfiguration(Map.of(image.registry(), host)))) {
      InputStream open = narrow.stream(image, descriptor(digest, bytes.length, null), access());
      assertFails(
          UndecidedReason.DeadlineExceeded,
          "too many requests",
          () -> narrow.resolve(image, access(Keychain.ANONYMOUS, Duration.ofMillis(100))));
      open.close();
      narrow.resolve(image, access());
    }
  }
}

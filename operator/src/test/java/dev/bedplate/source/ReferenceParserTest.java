package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.ArchiveReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceParserTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "library/nginx:1.27, docker.io/library/nginx:1.27",
    "docker.io/nginx:1.27, docker.io/library/nginx:1.27",
    "index.docker.io/nginx:1.27, docker.io/library/nginx:1.27",
    "registry-1.docker.io/library/nginx:1.27, docker.io/library/nginx:1.27",
    "registry.hub.docker.com/library/nginx:1.27, docker.io/library/nginx:1.27",
    "DOCKER.IO/nginx:1.27, docker.io/library/nginx:1.27",
    "bitnami/redis, docker.io/bitnami/redis:latest",
    "localhost/app, localhost/app:latest",
    "localhost:5000/app:1, localhost:5000/app:1",
    "registry.example/a/b/c:1, registry.example/a/b/c:1",
    "registry.example:443/app, registry.example:443/app:latest",
    "Registry.Example/app:V1, registry.example/app:V1",
    "127.0.0.1:5000/app, 127.0.0.1:5000/app:latest",
    "[::1]:5000/x, [::1]:5000/x:latest",
    "[2001:db8::1]/team/x:2, [2001:db8::1]/team/x:2",
    "localhost:5000, docker.io/library/localhost:5000",
    "a__b/c--d.e:x, docker.io/a__b/c--d.e:x",
  })
  void S_23_everySpellingHasOneCanonicalForm(String text, String canonical) {
    ImageReference reference = ReferenceParser.parse(text);

    assertThat(reference).isInstanceOf(RegistryReference.class);
    assertThat(reference.canonical()).isEqualTo(canonical);
    assertThat(reference.original()).isEqualTo(text);
    assertThat(ReferenceParser.parse(canonical).canonical()).isEqualTo(canonical);
  }

  @Test
  void aTagIsKeptBesideADigest() {
    var both = (RegistryReference) ReferenceParser.parse("nginx:1.27@sha256:" + HEX);

    assertThat(both.tag()).isEqualTo("1.27");
    assertThat(both.canonical()).isEqualTo("docker.io/library/nginx:1.27@sha256:" + HEX);
  }

  @Test
  void aDigestAloneGetsNoTag() {
    var reference = (RegistryReference) ReferenceParser.parse("[::1]:5000/x@sha256:" + HEX);

    assertThat(reference.tag()).isNull();
    assertThat(reference.canonical()).isEqualTo("[::1]:5000/x@sha256:" + HEX);
  }

  @Test
  void sha512DigestsAreUnderstood() {
    var reference = (RegistryReference) ReferenceParser.parse("x:1@sha512:" + HEX + HEX);

    assertThat(reference.digest()).hasToString("sha512:" + HEX + HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Nginx",
        "registry.example/Team/app",
        "https://registry.example/app",
        "nginx:",
        "nginx:-x",
        "nginx@",
        "nginx@sha256:abc",
        "nginx@md5:0123",
        "nginx@sha256:" + "A123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "registry.example/",
        "/app",
        "a//b",
        "registry.example:port/app",
        "registry.example:0/app",
        "registry.example:70000/app",
        "[::1/x",
        "[zz]/x",
        "[::1]",
        "app name",
        "app\n",
        "app:tag\u0000",
        "oci:",
        "oci::tag",
        "oci:dir:",
        "docker-archive:",
        "docker-archive::x",
        "docker-archive:file:",
      })
  void S_23_whatIsNoReferenceSaysWhy(String text) {
    assertThat(ReferenceParser.parse(text))
        .isInstanceOfSatisfying(
            InvalidReference.class,
            invalid -> assertThat(invalid.problem()).contains("is no image reference: "));
  }

  static List<String> oddHosts() {
    return OddHosts.ALL;
  }

  @ParameterizedTest
  @MethodSource("oddHosts")
  void S_31_a_host_that_cannot_be_asked_is_no_reference(String host) {
    for (ImageReference reference :
        List.of(
            ReferenceParser.parse(host + "/x"),
            ReferenceParser.parseRegistry(host + "/team/x:1@sha256:" + HEX))) {
      assertThat(reference)
          .isInstanceOfSatisfying(
              InvalidReference.class,
              invalid -> assertThat(invalid.problem()).contains("is no image reference: "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "10.77.1:5000/x ~ \"10.77.1\" ends in a number, so it would have to be an IPv4 address:"
            + " four decimal numbers",
        "0x7f.1/x ~ ends in a number",
        "0177.0.0.1/x ~ without zeros in front",
        "foo.123abc/x ~ a letter is expected after the last dot",
        "a_b.com/x ~ has no '_', and one that has it cannot be asked",
        "a..b/x ~ between the dots",
        "[1:2:3]:5000/x ~ its address complete and without a zone",
        "a.com:65536/x ~ a number from 1 to 65535",
        "Team/x ~ team/… is expected for a repository, and a host without a dot needs its port",
      })
  void S_31_what_is_wrong_with_a_host_is_said(String text, String expected) {
    assertThat(ReferenceParser.parse(text))
        .isInstanceOfSatisfying(
            InvalidReference.class, it -> assertThat(it.problem()).contains(expected));
  }

  /** As containerd and its reference grammar take them, measured with both. */
  @ParameterizedTest
  @CsvSource({
    "a--b.com/x, a--b.com",
    "host.xn--p1ai/x, host.xn--p1ai",
    "a.c0m/x, a.c0m",
    "3com:5000/x, 3com:5000",
    "1a:5000/x, 1a:5000",
    "1a.b/x, 1a.b",
    "deadbeef:5000/x, deadbeef:5000",
    "255.255.255.255/x, 255.255.255.255",
    "10.0.0.1:005000/x, 10.0.0.1:005000",
    "[::ffff:1.2.3.4]:5000/x, [::ffff:1.2.3.4]:5000",
    "[2001:DB8::1]/x, [2001:db8::1]",
    "Localhost/x, localhost",
    "a_b/x, docker.io",
    "2130706433/x, docker.io",
    "10/x, docker.io",
  })
  void hosts_that_can_be_asked_are_those_that_containerd_asks(String text, String registry) {
    assertThat(ReferenceParser.parseRegistry(text))
        .isInstanceOfSatisfying(
            RegistryReference.class, it -> assertThat(it.registry()).isEqualTo(registry));
  }

  @Test
  void lengthsAreLimited() {
    assertThat(ReferenceParser.parse("x:" + "t".repeat(128))).isInstanceOf(RegistryReference.class);
    assertThat(ReferenceParser.parse("x:" + "t".repeat(129))).isInstanceOf(InvalidReference.class);
    assertThat(ReferenceParser.parse("e.x/" + "r".repeat(255)))
        .isInstanceOf(RegistryReference.class);
    assertThat(ReferenceParser.parse("e.x/" + "r".repeat(256)))
        .isInstanceOf(InvalidReference.class);
    assertThat(ReferenceParser.parse("a/".repeat(5000) + "x")).isInstanceOf(InvalidReference.class);
  }

  @Test
  void aLayoutHasADirectoryAndPerhapsATag() {
    assertThat(ReferenceParser.parse("oci:../images:alpine-3.20"))
        .isEqualTo(
            new LayoutReference("oci:../images:alpine-3.20", "../images", "alpine-3.20", null));
    assertThat(ReferenceParser.parse("oci:/a:b/c"))
        .isEqualTo(new LayoutReference("oci:/a:b/c", "/a:b/c", null, null));
  }

  @Test
  void aLayoutMayHaveADigest() {
    String text = "sha256:" + "0a".repeat(32);
    Digest digest = Digest.of(text);
    assertThat(ReferenceParser.parse("oci:dir@" + text))
        .isEqualTo(new LayoutReference("oci:dir@" + text, "dir", null, digest));
    assertThat(ReferenceParser.parse("oci:../d:i/r:tag@" + text))
        .isEqualTo(new LayoutReference("oci:../d:i/r:tag@" + text, "../d:i/r", "tag", digest));
    assertThat(ReferenceParser.parse("oci:/home/a@b/dir"))
        .isEqualTo(new LayoutReference("oci:/home/a@b/dir", "/home/a@b/dir", null, null));
    assertThat(ReferenceParser.parse("oci:/home/a@b:tag"))
        .isEqualTo(new LayoutReference("oci:/home/a@b:tag", "/home/a@b", "tag", null));
    for (String wrong : List.of("sha256:", "sha256:0a", "sha512:" + "0a".repeat(32))) {
      assertThat(ReferenceParser.parse("oci:dir@" + wrong)).isInstanceOf(InvalidReference.class);
    }
    assertThat(ReferenceParser.parse("oci:@" + text)).isInstanceOf(InvalidReference.class);
  }

  @Test
  void anArchiveMayNameAWholeReference() {
    assertThat(ReferenceParser.parse("docker-archive:a.tar"))
        .isEqualTo(new ArchiveReference("docker-archive:a.tar", "a.tar", null));
    String text = "docker-archive:/tmp/a.tar:localhost:5000/team/app:1.0";
    assertThat(ReferenceParser.parse(text))
        .isEqualTo(new ArchiveReference(text, "/tmp/a.tar", "localhost:5000/team/app:1.0"));
  }

  @Test
  void anyTextIsParsedWithoutAnException() {
    Random random = new Random(42);
    String alphabet = "aA0.:/@[]-_ \n%sha256oci:";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ImageReference reference = ReferenceParser.parse(text.toString());
      if (reference instanceof RegistryReference registry) {
        assertThat(ReferenceParser.parse(registry.canonical()).canonical())
            .isEqualTo(registry.canonical());
      }
    }
  }
}

package dev.bedplate.source.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
  private static final URI BASE = URI.create("https://r.example/v2/team/app/blobs/x?a=b");

  /** Right sides as {@code curl -w '%{url_effective}'} and Go's {@code net/url} send them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://s.example/a|b https://s.example/a%7Cb",
        "https://s.example/a[1]{2}^3 https://s.example/a%5B1%5D%7B2%7D%5E3",
        "https://s.example/a\\b https://s.example/a%5Cb",
        "https://s.example/`a`?x=`b` https://s.example/%60a%60?x=%60b%60",
        "https://s.example/a<b>?c=<d>|{e}[f] https://s.example/a%3Cb%3E?c=%3Cd%3E%7C%7Be%7D[f]",
        "https://s.example/a?c=\\d https://s.example/a?c=%5Cd",
        "https://s.example/a%2Fb%7c?c=%2b https://s.example/a%2Fb%7c?c=%2b",
        "https://s.example/100%?c=50%&d=%zz https://s.example/100%25?c=50%25&d=%25zz",
        "https://s.example/a?x=1?y=2 https://s.example/a?x=1?y=2",
        "https://s.example/a#b|c https://s.example/a",
        "HTTPS://s.example/a https://s.example/a",
        "https://s.example https://s.example",
        "https://s.example?a|b https://s.example?a%7Cb",
        "https://[2001:db8::1]:5000/a|b https://[2001:db8::1]:5000/a%7Cb",
        "/a|b https://r.example/a%7Cb",
        "?x=1|2 https://r.example/v2/team/app/blobs/x?x=1%7C2",
        "y|z https://r.example/v2/team/app/blobs/y%7Cz",
        "../y?z https://r.example/v2/team/app/y?z",
        "//s.example/{a} https://s.example/%7Ba%7D",
      })
  void whatOthersSendOnIsEscaped(String text, String address) {
    assertThat(Locations.resolve(BASE, text)).hasToString(address);
  }

  @Test
  void blanksAndBytesBeyondAsciiAreEscaped() {
    assertThat(Locations.parse(" https://s.example/my file?n=my file\t"))
        .hasToString("https://s.example/my%20file?n=my%20file");
    // "é" in UTF-8 as the characters of a header, then a character that is no byte.
    assertThat(Locations.parse("https://s.example/\u00c3\u00a9?n=\u00c3\u00a9"))
        .hasToString("https://s.example/%C3%A9?n=%C3%A9");
    assertThat(Locations.parse("https://s.example/\u0085\u20ac"))
        .hasToString("https://s.example/%85%E2%82%AC");
    assertThat(Locations.parse("https://s.example/\"a\"")).hasToString("https://s.example/%22a%22");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s.ex|ample/a",
        "https://s example/a",
        "https://s.example\\@evil.example/a",
        "https://evil.example\\.s.example/a",
        "https://[::1/a",
        "https://s.example/a\u0001b",
        "https://s.example/a\nb",
        "ht|tps://s.example:a/"
      })
  void S_15_beforeThePathNothingIsMadeToFit(String text) {
    assertThatThrownBy(() -> Locations.resolve(BASE, text).toURL().getHost())
        .isInstanceOfAny(IllegalArgumentException.class, java.net.MalformedURLException.class);
  }

  @Test
  void S_15_theServerIsTheOneThatIsWritten() {
    assertThat(Locations.parse("https://s.example/@evil.example/|").getHost())
        .isEqualTo("s.example");
    assertThat(Locations.parse("https://s.example?@evil.example/|").getHost())
        .isEqualTo("s.example");
    assertThat(Locations.parse("https://s.example#@evil.example/").getHost())
        .isEqualTo("s.example");
  }
}

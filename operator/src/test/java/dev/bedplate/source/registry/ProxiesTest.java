package dev.bedplate.source.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static boolean isProxied(String uri, String exceptions) {
    var proxies =
        new Proxies(
            Map.of("http_proxy", "p:1", "HTTPS_PROXY", "http://p:2", "NO_PROXY", exceptions));
    return proxies.select(URI.create(uri)).stream().anyMatch(p -> p.type() == Proxy.Type.HTTP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://r.example/x      | a.example, r.example | false",
        "https://sub.r.example/x  | r.example            | false",
        "https://sub.r.example/x  | .r.example           | false",
        "https://notr.example/x   | r.example            | true",
        "https://R.EXAMPLE/x      | r.example            | false",
        "https://r.example:5000/x | r.example:5000       | false",
        "https://r.example/x      | r.example:5000       | true",
        "https://r.example/x      | r.example:443        | false",
        "http://r.example/x       | *                    | false",
        "http://10.1.2.3:5000/x   | 10.0.0.0/8           | false",
        "http://11.1.2.3:5000/x   | 10.0.0.0/8           | true",
        "http://10.1.2.3:5000/x   | 10.1.2.3             | false",
        "http://[fd00::7]:5000/x  | fd00::/8             | false",
        "http://[fe00::7]:5000/x  | fd00::/8             | true",
        "http://10.1.2.3/x        | 10.0.0.0/99          | true",
        "http://10.1.2.3/x        | ten/8                | true",
        "https://r.example/x      | 0.0.0.0/0            | true",
        "http://localhost:1/x     | none                 | false",
        "http://[::1]:1/x         | none                 | false",
        "http://r.example/x       | none                 | true"
      })
  void exceptionsAreHostsDomainsPortsAndRanges(String uri, String exceptions, boolean proxied) {
    assertThat(isProxied(uri, exceptions)).isEqualTo(proxied);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"://", "socks5://p:1", "https://p:1", "http://", "a b", "http://u:secret@"})
  void whatIsNoProxyIsNamedByItsVariableAndNotShown(String value) {
    assertThat(
            RegistrySource.problem(RegistryConfiguration.NONE, Map.of("https_proxy", value))
                .orElse(""))
        .startsWith("HTTPS_PROXY: not a proxy address")
        .doesNotContain("secret");
  }

  @Test
  void withoutVariablesNothingIsProxied() {
    assertThat(new Proxies(Map.of("http_proxy", " ")).select(URI.create("http://r.example/x")))
        .containsExactly(Proxy.NO_PROXY);
  }
}

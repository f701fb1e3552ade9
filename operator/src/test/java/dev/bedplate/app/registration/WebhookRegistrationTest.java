package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookRegistrationTest {
  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:9443, true",
    "https://bedplate.example/validate, true",
    "https://[::1]:9443/validate, true",
    "http://127.0.0.1:9443, false",
    "https://user@bedplate.example, false",
    "https://bedplate.example?timeout=1, false",
    "https://bedplate.example/#here, false",
    "https:bedplate.example, false",
    "bedplate.example, false"
  })
  void the_api_server_calls_plain_https_urls_only(URI url, boolean right) {
    assertThat(WebhookRegistration.problem(url).isEmpty()).isEqualTo(right);
  }

  @Test
  void the_certificate_is_for_the_host_of_the_url() {
    assertThat(WebhookRegistration.host(URI.create("https://[::1]:9443/x"))).isEqualTo("::1");
    assertThat(WebhookRegistration.host(URI.create("https://a.example/x"))).isEqualTo("a.example");
  }
}

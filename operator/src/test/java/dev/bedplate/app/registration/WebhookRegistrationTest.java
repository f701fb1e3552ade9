package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.registration.WebhookAddress.Right;
import dev.bedplate.app.registration.WebhookAddress.Wrong;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRegistrationTest {
  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:9443, https://127.0.0.1:9443/validate",
    "https://127.0.0.1:9443/, https://127.0.0.1:9443/validate",
    "https://bedplate.example, https://bedplate.example/validate",
    "HTTPS://bedplate.example, https://bedplate.example/validate",
    "https://[::1]:9443, https://[::1]:9443/validate",
    "https://bedplate.example/validate, https://bedplate.example/validate",
    "https://[::1]:9443/validate, https://[::1]:9443/validate"
  })
  void an_address_without_a_path_gets_the_one_that_is_served(String given, URI called) {
    assertThat(WebhookAddress.of(given)).isEqualTo(new Right(called));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bedplate.example/validate/",
        "https://bedplate.example/Validate",
        "https://bedplate.example/%76alidate",
        "https://bedplate.example//",
        "https://bedplate.example/hooks/validate",
        "https://bedplate.example/mutate"
      })
  void another_path_is_refused_with_the_one_that_is_served(String given) {
    assertThat(WebhookAddress.of(given))
        .isInstanceOfSatisfying(
            Wrong.class,
            it -> assertThat(it.problem()).contains(given, "serves /validate only, not /"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9443",
        "https://user@bedplate.example",
        "https://bedplate.example?timeout=1",
        "https://bedplate.example/validate?timeout=1",
        "https://bedplate.example/#here",
        "https://bedplate.example:0",
        "https://bedplate.example:65536",
        "https:bedplate.example",
        "https://",
        "https://[::1",
        "https://bed plate.example",
        "bedplate.example",
        ""
      })
  void the_api_server_calls_plain_https_urls_only(String given) {
    assertThat(WebhookAddress.of(given)).isInstanceOf(Wrong.class);
  }

  @Test
  void the_certificate_is_for_the_host_of_the_url() {
    assertThat(WebhookRegistration.host(URI.create("https://[::1]:9443/x"))).isEqualTo("::1");
    assertThat(WebhookRegistration.host(URI.create("https://a.example/x"))).isEqualTo("a.example");
  }
}

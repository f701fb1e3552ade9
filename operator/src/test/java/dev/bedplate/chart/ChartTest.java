package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void helm_finds_nothing_to_say_about_it_but_that_it_has_no_icon() {
    var lint = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    assertThat(lint.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
  }
}

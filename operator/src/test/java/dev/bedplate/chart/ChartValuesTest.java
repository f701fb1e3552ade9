package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema of the values is closed; whatever it refuses is named. */
class ChartValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          replicas: 3                                              | 'replicas'
          controller: {replica: 3}                                 | 'replica'
          controller: {replicas: -1}                               | '/controller/replicas'
          controller: {replicas: two}                              | '/controller/replicas'
          webhook: {failurePolicy: ignore}                         | '/webhook/failurePolicy'
          webhook: {timeoutSeconds: 31}                            | '/webhook/timeoutSeconds'
          webhook: {timeoutSeconds: 0}                             | '/webhook/timeoutSeconds'
          webhook: {url: 'http://bedplate.example'}                | '/webhook/url'
          webhook: {url: 'https://bedplate.example/mutate'}         | '/webhook/url'
          webhook: {url: 'https://bedplate.example/validate/'}      | '/webhook/url'
          webhook: {namespaceSelector: {labels: {}}}               | '/webhook/namespaceSelector'
          webhook: {certificate: {mode: generated}}                | '/webhook/certificate/mode'
          webhook: {certificate: {mode: secret}}                   | '/webhook/certificate/secretName'
          webhook: {certificate: {secretName: ours}}               | '/webhook/certificate/secretName'
          webhook: {certificate: {mode: secret, secretName: a, caBundle: QUJD}} | '/webhook/certificate/caBundle'
          crds: {enabled: true}                                    | 'enabled'
          crds: {keep: 'yes'}                                      | '/crds/keep'
          image: {tag: 'a b'}                                      | '/image/tag'
          image: {digest: 'sha256:12'}                             | '/image/digest'
          image: {pullPolicy: Sometimes}                           | '/image/pullPolicy'
          secrets: {access: some}                                  | '/secrets/access'
          secrets: {access: named}                                 | '/secrets/names'
          secrets: {names: [a]}                                    | '/secrets/names'
          labels: {app.kubernetes.io/name: other}                  | 'app.kubernetes.io/name'
          config: {webhook: {timeoutSeconds: 7}}                   | 'timeoutSeconds'
          config: {webhook: {certificate: {mode: files}}}          | 'certificate'
          config: {inspection: {pullSecrets: none}}                | 'pullSecrets'
          config: {inspection: {tagTTL: 10s}}                      | 'tagTTL'
          config: {inspection: {tagTtl: 10}}                       | '/config/inspection/tagTtl'
          config: {registries: [{mirrors: []}]}                    | 'host'
          config: {namespaces: {exclude: ['a_b']}}                 | '/config/namespaces/exclude/0'
          config: {reports: {api: openreports}}                    | '/config/reports/api'
          config: {reports: {api: wgpolicyk8s}}                    | '/config/reports/api'
          config: {log: {level: loud}}                             | '/config/log/level'
          """)
  void a_value_that_does_not_fit_is_refused_by_its_key(String values, String key) {
    assertThatThrownBy(() -> Chart.rendered(values))
        .hasMessageContaining("don't meet the specifications of the schema")
        .hasMessageContaining(key);
  }
}

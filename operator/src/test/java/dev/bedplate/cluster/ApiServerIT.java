package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server that other tests stand on. */
@WithApiServer
class ApiServerIT {
  @Test
  void theServerIsTheVersionThatTheTestsAreWrittenFor(ApiServer server) {
    assertThat(server.admin().getKubernetesVersion().getGitVersion())
        .isEqualTo("v" + ServerPrograms.KUBERNETES);
  }

  @Test
  void aServiceAccountMayNothingUntilItIsAllowed(ApiServer server) {
    server.createNamespace("server-accounts", Map.of());
    try (KubernetesClient nobody = server.serviceAccount("server-accounts", "nobody")) {
      assertThatThrownBy(() -> nobody.configMaps().inNamespace("server-accounts").list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
          .hasMessageContaining("system:serviceaccount:server-accounts:nobody");
    }
  }

  @Test
  void theDefinitionsAreServed(ApiServer server) throws IOException {
    server.applyDefinitions();
    assertThat(
            server
                .admin()
                .genericKubernetesResources("bedplate.dev/v1alpha1", "BaseImagePolicy")
                .list()
                .getItems())
        .isNotNull();
  }
}

package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runtimes write into {@code imageID}. */
class RunningImageTest {
  private static final String DIGEST = "sha256:" + "5e".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io/library/nginx@",
        "registry.example:5000/team/app@",
        "registry.example/app:1.4@",
        "10.77.1.5/app@",
        "[::1]:5000/app@",
      })
  void a_repository_and_a_digest_name_an_image_with_and_without_the_scheme_of_a_runtime(
      String repository) {
    var image = new RunningImage(repository + DIGEST, Digest.of(DIGEST));
    assertThat(RunningImage.parse(repository + DIGEST)).contains(image);
    assertThat(RunningImage.parse("docker-pullable://" + repository + DIGEST)).contains(image);
    assertThat(RunningImage.parse("docker://" + repository + DIGEST)).contains(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
        "docker://sha256:5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
        "@sha256:5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
        "registry.example/app:1.4",
        "registry.example/app@",
        "registry.example/app@sha256:5e5e",
        "5e5e5e5e5e5e",
      })
  void an_ID_of_the_runtime_alone_names_none(String imageId) {
    assertThat(RunningImage.parse(imageId)).isEqualTo(Optional.empty());
  }
}

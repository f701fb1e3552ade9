package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.fixture.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String CONFIG =
      "'config':{'mediaType':'application/vnd.oci.image.config.v1+json','digest':'%s','size':2}"
          .formatted(DIGEST);

  @Test
  void aManifestIsReadAndUnknownFieldsAndNullsAreTolerated() throws Exception {
    ImageManifest manifest =
        document("{'schemaVersion':2,'x':[1.5,{}]," + CONFIG + ",'layers':null}").manifest();
    assertThat(manifest.layers()).isEmpty();
    assertThat(manifest.config().digest()).hasToString(DIGEST);
  }

  @Test
  void S_07_ambiguousDocumentsAreInvalid() {
    refused(
        "{'manifests':[]," + CONFIG + ",'layers':[]}", UndecidedReason.InvalidImage, "ambiguous");
    refused(
        "{'mediaType':'application/vnd.oci.image.index.v1+json'," + CONFIG + ",'layers':[]}",
        UndecidedReason.InvalidImage,
        "ambiguous");
    String announced = "application/vnd.oci.image.index.v1+json; charset=utf-8";
    byte[] manifest = Json.text("{" + CONFIG + ",'layers':[]}");
    fails(
        () -> Documents.read(manifest, Verification.digest("sha256", manifest), announced),
        UndecidedReason.InvalidImage,
        "delivered");
  }

  @Test
  void S_08_addressesInADocumentAreNotEvenRead() throws Exception {
    String layer =
        "{'mediaType':'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip','digest':'"
            + DIGEST
            + "','size':3,'urls':['https://elsewhere.example/blob']}";
    var manifest = document("{" + CONFIG + ",'layers':[" + layer + "]}").manifest();
    assertThat(manifest.layers()).singleElement().asString().doesNotContain("elsewhere");
  }

  @Test
  void repeatedNamesAndBrokenJsonAreInvalid() {
    refused("{'layers':[],'layers':[]}", UndecidedReason.InvalidImage, "stands twice");
    refused("{'layers':[]} x", UndecidedReason.InvalidImage, "JSON");
    refused("{'layers':[", UndecidedReason.InvalidImage, "document");
    refused("[]", UndecidedReason.InvalidImage, "must be an object");
    refused("", UndecidedReason.InvalidImage, "must be an object");
    refused("{}", UndecidedReason.InvalidImage, "neither");
    refused("{'a':" + "[".repeat(5000), UndecidedReason.InvalidImage, "JSON");
  }

  @Test
  void S_07_namesInSeveralSpellingsAreInvalidAndOneInAnyIsFoundAsGoFindsIt() throws Exception {
    refused("{'layers':[],'Layers':[]}", UndecidedReason.InvalidImage, "layers stands twice");
    refused("{'manife\u017Fts':[],'manifests':[]}", UndecidedReason.InvalidImage, "twice");
    assertThat(document("{'MANIFE\u017Ft\u017F':[]}")).isInstanceOf(ImageIndex.class);
    String entry =
        "{'mediaType':'m','digest':'%s','size':1,'Platform':{'OS':'Linux','%s':'x86_64'}}";
    String index = "{'manifests':[" + entry + "," + entry + "]}";
    assertThat(
            document(index.formatted(DIGEST, "Architecture", DIGEST, "arch\u0131tecture"))
                .index()
                .manifests())
        .extracting(Descriptor::platform)
        .containsExactly(
            new Platform("linux", "amd64", null), new Platform("linux", Platform.UNKNOWN, null));
    String labels = "{'config':{'Labels':{'Vendor':'a','vendor':'b'}}}";
    assertThat(Documents.config(Json.text(labels)).config().labels())
        .containsEntry("Vendor", "a")
        .containsEntry("vendor", "b");
  }

  @Test
  void schema1AndArtifactsAreUnsupportedAndNamed() {
    refused("{'schemaVersion':1,'fsLayers':[]}", UndecidedReason.UnsupportedImage, "schema 1");
    String helm = CONFIG.replace("oci.image.config", "cncf.helm.config");
    refused("{" + helm + ",'layers':[]}", UndecidedReason.UnsupportedImage, "cncf.helm.config");
    refused(
        "{'artifactType':'application/x.sbom'," + helm + ",'layers':[]}",
        UndecidedReason.UnsupportedImage,
        "application/x.sbom");
    refused(
        "{'artifactType':'application/x.sbom','blobs':[]}",
        UndecidedReason.UnsupportedImage,
        "application/x.sbom");
  }

  @Test
  void S_09_sizesAndDigestsAreValidated() {
    refused(
        "{" + CONFIG.replace(":2}", ":-1}") + ",'layers':[]}",
        UndecidedReason.InvalidImage,
        "size");
    refused(
        "{" + CONFIG.replace("sha256", "md5") + ",'layers':[]}",
        UndecidedReason.InvalidImage,
        "sha512");
  }

  @Test
  void embeddedDataIsDecodedAndVerified() throws Exception {
    String digest = Verification.digest("sha256", Json.text("{}")).toString();
    String good = CONFIG.replace(DIGEST, digest).replace(":2}", ":2,'data':'e30='}");
    ImageManifest manifest = document("{" + good + ",'layers':[]}").manifest();
    assertThat(manifest.config().data()).isEqualTo(Json.text("{}"));
    String other = good.replace("e30=", "W10=");
    refused("{" + other + ",'layers':[]}", UndecidedReason.InvalidImage, "digest");
    String endless = good.replace("e30=", "e30gIA==");
    refused("{" + endless + ",'layers':[]}", UndecidedReason.InvalidImage, "bytes");
  }

  @Test
  void anIndexKeepsAttestationsByTheirUnknownPlatform() throws Exception {
    String entry =
        "{'mediaType':'m','digest':'%s','size':1,'platform':{'os':'unknown','architecture':'unknown'}}"
            .formatted(DIGEST);
    ImageIndex index = document("{'manifests':[" + entry + "]}").index();
    assertThat(index.within(1).manifests())
        .singleElement()
        .extracting(Descriptor::platform)
        .isEqualTo(new Platform("unknown", "unknown", null));
    String many = String.join(",", Collections.nCopies(5, entry));
    fails(
        () -> document("{'manifests':[" + many + "]}").index().within(4),
        UndecidedReason.LimitExceeded,
        "the limit is 4");
    assertThat(document("{'manifests':[]}").index().manifests()).isEmpty();
  }

  @Test
  void textThatIsNotUtf8IsReplacedAndTheRestIsRead() throws Exception {
    byte[] json =
        "{'history':[{'created_by':'COPY caf\u00e9 /'}],'config':{'User':'\u00fc'}}"
            .replace('\'', '"')
            .getBytes(StandardCharsets.ISO_8859_1);
    ImageConfigDocument config = Documents.config(json);
    assertThat(config.history()).containsExactly(new History("COPY caf\uFFFD /", false));
    assertThat(config.config().user()).isEqualTo("\uFFFD");
    byte[] valid = Json.text("{'config':{'User':'\u00fc','WorkingDir':'/caf\u00e9'}}");
    assertThat(Documents.config(valid).config().user()).isEqualTo("\u00fc");
    assertThat(Documents.config(valid).workingDirectory()).isEqualTo("/caf\u00e9");
  }

  @Test
  void aConfigurationAsDockerWritesItIsRead() throws Exception {
    ImageConfigDocument config =
        Documents.config(
            Json.text(
                "{'os':'windows','architecture':'amd64','os.version':'10.0.1','created':'never',"
                    + "'config':{'Entrypoint':null,'Cmd':['a','b'],'User':'','Env':['A=1','B','A=2=3'],"
                    + "'Labels':null},'rootfs':{'diff_ids':['"
                    + DIGEST
                    + "']},'history':[{'created_by':'x','empty_layer':true},{'comment':'y'}]}"));
    assertThat(config.osVersion()).isEqualTo("10.0.1");
    assertThat(config.config().created()).isNull();
    assertThat(config.config().entrypoint()).isEmpty();
    assertThat(config.config().command()).containsExactly("a", "b");
    assertThat(config.environment()).containsOnlyKeys("A").containsEntry("A", "2=3");
    assertThat(config.history()).containsExactly(new History("x", true), new History(null, false));
    assertThat(config.diffIds()).hasSize(1);
  }

  private static Document document(String text) throws ImageUnavailableException {
    byte[] bytes = Json.text(text);
    return Documents.read(bytes, Verification.digest("sha256", bytes), "");
  }

  private static void refused(String text, UndecidedReason reason, String part) {
    fails(() -> document(text).manifest(), reason, part);
  }

  private static void fails(ThrowingCallable call, UndecidedReason reason, String part) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(part);
  }
}

package dev.bedplate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  @Test
  void whatIsWrongIsNamedByItsPathWithWhatIsThere() throws InvalidJson {
    JsonObject object =
        view("{'a':{'b':[{'c':1}], 'd':['x',2], 'e':null}, 'f':3000000000, 'g':1.5, 'h':[]}");
    fails(() -> object.text("z"), "doc: z must be a string, not nothing");
    fails(() -> object.object("f"), "doc: f must be an object, not 3000000000");
    fails(() -> object.integer("f"), "doc: f must be a number of 32 bits, not 3000000000");
    fails(() -> object.number("g"), "doc: g must be a whole number, not 1.5");
    fails(() -> object.flag("h"), "doc: h must be true or false, not a list");
    fails(() -> object.texts("a"), "doc: a must be a list, not an object");
    JsonObject inner = object.object("a");
    fails(() -> inner.texts("d"), "doc: a.d[1] must be a string, not 2");
    fails(() -> inner.objects("b", it -> it.text("c")), "doc: a.b[0].c must be a string, not 1");
    assertThat(inner.text("e", "otherwise")).isEqualTo("otherwise");
    assertThat(inner.texts("e")).isEmpty();
    fails(
        () -> view("{'x':'y'}").parsed("x", it -> Optional.<String>empty(), "a z"),
        "doc: x must be a z, not y");
    fails(() -> JsonObject.of(List.of(), "doc"), "doc must be an object, not a list");
  }

  @Test
  void namesCountAsTheyAreWrittenUnlessTheyAreReadLikeGo() throws InvalidJson {
    byte[] document = bytes("{'Name':'a'}");
    assertThat(JsonObject.of(JsonReader.read(document), "doc").textOrNull("name")).isNull();
    assertThat(JsonObject.readLikeGo(document, "doc").text("name")).isEqualTo("a");
    JsonObject twice = JsonObject.readLikeGo(bytes("{'x':{'Name':'a','name':'b'}}"), "doc");
    fails(
        () -> twice.object("x").text("name"),
        "doc: x.name stands twice in one object, in different spellings");
    assertThat(twice.textMap("x")).isEqualTo(Map.of("Name", "a", "name", "b"));
  }

  @Test
  void aRepeatedNameIsRefusedWithItsPlaceUnlessTheReaderIsLenient() throws InvalidJson {
    byte[] document = bytes("{'a':1,\n'a':2}");
    fails(
        () -> JsonReader.read(document),
        "not readable as JSON: the name \"a\" stands twice in one object (line 2, column 1)");
    assertThat(JsonReader.readLenient(document)).isEqualTo(Map.of("a", 2));
  }

  @Test
  void depthTextsNamesAndNumbersAreBounded() throws InvalidJson {
    assertThat(JsonReader.read(bytes("[".repeat(64) + "]".repeat(64)))).isInstanceOf(List.class);
    for (String tooMuch :
        List.of(
            "[".repeat(65) + "]".repeat(65),
            "1".repeat(65),
            "'" + "x".repeat(8 * 1024 * 1024 + 1) + "'",
            "{'" + "x".repeat(64 * 1024 + 1) + "':1}")) {
      assertThatThrownBy(() -> JsonReader.read(bytes(tooMuch)))
          .isInstanceOf(InvalidJson.class)
          .hasMessageContaining("exceeds the maximum");
    }
    for (String broken : List.of("{'a':", "[1,]", "{} {}", "{'a':1} x", "nul")) {
      assertThatThrownBy(() -> JsonReader.read(bytes(broken))).isInstanceOf(InvalidJson.class);
    }
  }

  @Test
  void whatIsWrittenOnALineIsReadAsItWas() throws InvalidJson {
    Map<String, @Nullable Object> tree =
        Json.object("s", "\u00fc\n\"\u2028", "n", null, "i", 1, "l", 1L << 40, "d", 1.5, "b", true);
    String line = Json.line(Json.object("o", tree, "a", List.of(tree)));
    assertThat(line).doesNotContain("\n");
    assertThat(JsonReader.read(line.getBytes(UTF_8)))
        .isEqualTo(Map.of("o", tree, "a", List.of(tree)));
  }

  private static JsonObject view(String singleQuoted) throws InvalidJson {
    return JsonObject.of(JsonReader.read(bytes(singleQuoted)), "doc");
  }

  private static byte[] bytes(String singleQuoted) {
    return singleQuoted.replace('\'', '"').getBytes(UTF_8);
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidJson.class).hasMessage(message);
  }
}

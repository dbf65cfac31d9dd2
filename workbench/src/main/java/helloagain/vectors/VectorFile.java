package helloagain.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Is a published file.
 *
 * @param name its name without a folder
 * @param title what it is about, in a sentence
 * @param set what it holds
 * @param notes what its flags mean, by rule
 */
public record VectorFile(
    String name, String title, VectorSet set, SortedMap<String, VectorNote> notes) {
  /** The version of the format in which messages are whole. */
  public static final int VERSION = 1;

  /** The version of the format in which messages may be records. */
  public static final int VERSION_OF_RECORDS = 2;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Groups for {@link Place#GROUP_NOT_LISTED}, in the order in which they are tried. */
  public static final List<NamedGroup> GROUP_CANDIDATES =
      List.of(
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.FFDHE8192,
          NamedGroup.named("0xfafb"));

  /** Suites for {@link Place#SUITE_NOT_LISTED}, in the order in which they are tried. */
  public static final List<CipherSuite> SUITE_CANDIDATES =
      List.of(
          CipherSuite.TLS_AES_128_CCM_SHA256,
          CipherSuite.TLS_AES_128_CCM_8_SHA256,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

  /** Returns the text of the file: one line for each peer, message, note and test. */
  public String text() {
    StringBuilder text = new StringBuilder("{\n");
    field(text, "format", JSON.textNode("hello-again vectors"));
    field(text, "version", JSON.numberNode(version()));
    field(text, "title", JSON.textNode(title));
    field(text, "role", JSON.textNode(set.role().name().toLowerCase(Locale.ROOT)));
    field(
        text,
        "groups_not_listed",
        texts(GROUP_CANDIDATES.stream().map(NamedGroup::name).collect(Collectors.toList())));
    field(
        text,
        "suites_not_listed",
        texts(SUITE_CANDIDATES.stream().map(CipherSuite::name).collect(Collectors.toList())));
    text.append("  \"notes\": {\n");
    text.append(
        notes.values().stream()
            .map(note -> line(note.id(), note(note)))
            .collect(Collectors.joining(",\n", "", "\n  },\n")));
    text.append("  \"peers\": {\n");
    text.append(
        set.peers().entrySet().stream()
            .map(peer -> line(peer.getKey(), VectorJson.write(peer.getValue())))
            .collect(Collectors.joining(",\n", "", "\n  },\n")));
    text.append("  \"messages\": {\n");
    text.append(
        set.messages().values().stream()
            .map(message -> line(message.id(), message(message)))
            .collect(Collectors.joining(",\n", "", "\n  },\n")));
    text.append("  \"tests\": [\n");
    text.append(
        set.vectors().values().stream()
            .map(vector -> "    " + VectorJson.write(vector))
            .collect(Collectors.joining(",\n", "", "\n  ]\n}\n")));
    return text.toString();
  }

  private int version() {
    return set.messages().values().stream()
            .anyMatch(message -> message.content() instanceof Message.Content.Records)
        ? VERSION_OF_RECORDS
        : VERSION;
  }

  private static void field(StringBuilder text, String name, JsonNode value) {
    text.append("  \"").append(name).append("\": ").append(value).append(",\n");
  }

  private static String line(String name, JsonNode value) {
    return "    \"" + name + "\": " + value;
  }

  private static ObjectNode message(Message message) {
    ObjectNode node = JSON.objectNode();
    node.put("comment", message.words());
    node.setAll(VectorJson.write(message.content()));
    return node;
  }

  private static ObjectNode note(VectorNote note) {
    ObjectNode node = JSON.objectNode();
    node.set("sections", texts(note.sections()));
    node.set("rfc9846", texts(note.rfc9846()));
    node.put("level", note.level());
    node.put("statement", note.statement());
    node.set("alerts", texts(note.alerts()));
    node.put("alerts_are_named", note.named());
    node.set("defects", texts(note.defects()));
    return node;
  }

  private static ArrayNode texts(Collection<String> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }
}

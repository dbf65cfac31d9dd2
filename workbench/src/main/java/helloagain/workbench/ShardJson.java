package helloagain.workbench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import helloagain.message.Bytes;
import helloagain.spec.SpecSource;
import helloagain.transcript.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays out the report of a shard for {@code hello merge}: that of a run, and more around it. */
final class ShardJson {
  static final String COMMAND = "command";
  static final String SHARD = "shard";
  static final String ASKED = "asked";
  static final String PART = "part";

  /** Tells one specification from another as far as one can be taken for another. */
  private static final int DIGITS = 12;

  private ShardJson() {}

  /**
   * Returns one JSON object, with an end of line.
   *
   * @param command the command that was run
   * @param asked what all shards of a run have in common
   * @param report the fields of a report, as of a whole run
   * @param part what the report of a whole run has not, and a merge needs
   */
  static String text(
      String command, Shard shard, Map<String, String> asked, Object report, Object part) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put(COMMAND, command);
    all.put(SHARD, shard.toString());
    all.set(ASKED, Json.tree(asked));
    all.setAll((ObjectNode) Json.tree(report));
    all.set(PART, Json.tree(part));
    return Json.text(all);
  }

  /** Begins what all shards of a run have in common: who runs it, and against what. */
  static Map<String, String> asked(SpecSource source) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("hello", new Main.Version().getVersion()[0].replaceFirst("^hello ", ""));
    asked.put(
        "specification",
        digest(source.names().stream().map(name -> name + "\n" + source.text(name)).toList()));
    return asked;
  }

  /** Returns a short name of some texts; others have another. */
  static String digest(List<String> texts) {
    return HashAlgorithm.SHA256
        .hash(Bytes.of(String.join("\0", texts).getBytes(StandardCharsets.UTF_8)))
        .hex()
        .substring(0, DIGITS);
  }
}

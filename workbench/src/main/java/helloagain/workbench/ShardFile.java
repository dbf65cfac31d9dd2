package helloagain.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the report of a shard as it stands in a file.
 *
 * @param file the name of the file
 * @param command the command that made it
 * @param shard which part it is
 * @param asked what all shards of a run have in common
 * @param report the fields of the report
 * @param part what a merge needs besides
 */
record ShardFile(
    String file,
    String command,
    Shard shard,
    Map<String, String> asked,
    JsonNode report,
    JsonNode part) {
  private static final String REMEDY =
      "; give files with what 'hello COMMAND --shard I/N --json' printed";

  /**
   * Reads a file.
   *
   * @throws UserError if it is not there or holds no report of a shard
   */
  static ShardFile read(Path path) {
    String file = path.toString();
    try {
      return of(file, Json.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      throw UserError.unusable(file + ": there is no such file" + REMEDY);
    } catch (JsonProcessingException e) {
      throw UserError.unusable(file + ": this is no JSON" + REMEDY);
    } catch (IOException e) {
      throw UserError.unusable(file + ": this cannot be read" + REMEDY);
    }
  }

  private static ShardFile of(String file, JsonNode node) {
    if (!(node instanceof ObjectNode all)
        || !(all.remove(ShardJson.COMMAND) instanceof TextNode command)
        || !(all.remove(ShardJson.SHARD) instanceof TextNode shard)
        || !(all.remove(ShardJson.ASKED) instanceof ObjectNode words)
        || !(all.remove(ShardJson.PART) instanceof ObjectNode part)) {
      throw UserError.unusable(file + ": this is no report of a shard" + REMEDY);
    }
    Map<String, String> asked = new LinkedHashMap<>();
    words.properties().forEach(word -> asked.put(word.getKey(), word.getValue().asText()));
    try {
      return new ShardFile(file, command.asText(), Shard.parse(shard.asText()), asked, all, part);
    } catch (UserError e) {
      throw UserError.unusable(file + ": this is no report of a shard" + REMEDY);
    }
  }

  /**
   * Returns the fields of the report.
   *
   * @throws UserError if they are not those of the command
   */
  <T> T report(Class<T> type) {
    return read(report, type);
  }

  /**
   * Returns what a merge needs besides.
   *
   * @throws UserError if it is not that of the command
   */
  <T> T part(Class<T> type) {
    return read(part, type);
  }

  private <T> T read(JsonNode node, Class<T> type) {
    try {
      return Json.read(node, type);
    } catch (JsonProcessingException e) {
      throw unusable(e.getOriginalMessage());
    }
  }

  /**
   * Puts together what was dealt to shards, in their order.
   *
   * @throws UserError if one of them has not as much as it was dealt
   */
  static <T> List<T> whole(List<ShardFile> shards, List<List<T>> parts) {
    int size = parts.stream().mapToInt(List::size).sum();
    for (int i = 0; i < shards.size(); i++) {
      int dealt = (size - i + shards.size() - 1) / shards.size();
      if (parts.get(i).size() != dealt) {
        throw shards.get(i).unusable("it is not as long as the others let expect");
      }
    }
    return Shard.whole(parts);
  }

  /** Says that the file cannot be what a command printed. */
  UserError unusable(String why) {
    return UserError.unusable(
        file
            + ": this report is unusable ("
            + Failures.oneLine(why)
            + "); make shard "
            + shard
            + " again");
  }
}

package helloagain.vectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.refinement.KeyPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes the published file of the private keys behind the shares of the vectors, for runners that
 * go on after a ServerHello. They protect nothing: everybody has them.
 */
public final class KeyFile {
  /** The name of the file without its ending. */
  public static final String TITLE = "keys";

  /** The version of the format. */
  public static final int VERSION = 1;

  private KeyFile() {}

  /**
   * Is a key.
   *
   * @param hello the message that carries its share, {@code client_hello} or {@code server_hello}
   * @param keyExchange the share
   * @param privateKey the private octets, in the form of {@link KeyExchange#fromPrivate}
   */
  public record Key(NamedGroup group, String hello, Bytes keyExchange, Bytes privateKey) {
    private static Key of(NamedGroup group, String hello, Bytes privateKey) {
      return new Key(group, hello, KeyExchange.fromPrivate(group, privateKey).share(), privateKey);
    }
  }

  /** Returns the file in a folder. */
  public static Path in(Path folder) {
    return folder.resolve(TITLE + ".json");
  }

  /**
   * Returns all keys of the pool, by group. A server has none of its own for a hybrid: its share
   * answers the very share of a client (RFC 10024).
   */
  public static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (NamedGroup group : KeyExchange.supportedGroups()) {
      for (String purpose : PoolKeys.OF_CLIENTS) {
        keys.add(Key.of(group, "client_hello", KeyPool.privateKey(group, purpose)));
      }
      if (!KeyExchange.isHybrid(group)) {
        keys.add(Key.of(group, "server_hello", KeyPool.privateKey(group, PoolKeys.OF_SERVERS)));
        keys.add(Key.of(group, "server_hello", KeyPool.answeringPrivateKey(group)));
      }
    }
    return List.copyOf(keys);
  }

  /** Returns the text of the file: one line for each key. */
  public static String text() {
    return keys().stream()
        .map(key -> "    " + node(key))
        .collect(
            Collectors.joining(
                ",\n",
                "{\n  \"format\": \"hello-again keys\",\n  \"version\": "
                    + VERSION
                    + ",\n  \"keys\": [\n",
                "\n  ]\n}\n"));
  }

  private static ObjectNode node(Key key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", key.group().name())
        .put("hello", key.hello())
        .put("key_exchange", key.keyExchange().hex())
        .put("private", key.privateKey().hex());
  }
}

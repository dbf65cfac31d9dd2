package helloagain.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.graph.Side;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads vectors out of JSON that has the form of the schema. */
final class VectorReader {
  private VectorReader() {}

  static VectorSet read(JsonNode file) {
    Side role = Side.valueOf(file.get("role").asText().toUpperCase(Locale.ROOT));
    SortedMap<String, TestedPeer> peers = new TreeMap<>();
    file.get("peers")
        .properties()
        .forEach(
            peer ->
                peers.put(
                    peer.getKey(),
                    role == Side.CLIENT ? client(peer.getValue()) : server(peer.getValue())));
    SortedMap<String, Message> messages = new TreeMap<>();
    file.get("messages")
        .properties()
        .forEach(
            message ->
                messages.put(
                    message.getKey(),
                    new Message(
                        message.getKey(),
                        message.getValue().get("comment").asText(),
                        content(message.getValue()))));
    SortedMap<String, Vector> vectors = new TreeMap<>();
    file.get("tests").forEach(test -> vectors.put(test.get("id").asText(), vector(test)));
    return new VectorSet(role, peers, messages, vectors);
  }

  // Peers.

  private static TestedPeer client(JsonNode node) {
    return new TestedPeer.Client(
        list(node.get("groups"), NamedGroup::named),
        list(node.get("shares"), NamedGroup::named),
        list(node.get("suites"), CipherSuite::named),
        list(node.get("versions"), ProtocolVersion::named),
        node.get("compatibility_mode").asBoolean(),
        psks(node),
        list(node.get("psk_modes"), PskKeyExchangeMode::named),
        node.get("early_data").asBoolean());
  }

  private static TestedPeer server(JsonNode node) {
    return new TestedPeer.Server(
        list(node.get("groups"), NamedGroup::named),
        list(node.get("suites"), CipherSuite::named),
        node.get("shares_first").asBoolean() ? Take.SHARED : Take.PREFERRED,
        node.get("cookie").asBoolean(),
        psks(node),
        list(node.get("psk_modes"), PskKeyExchangeMode::named),
        node.get("psks_first").asBoolean(),
        node.get("early_data").asBoolean());
  }

  private static List<PreSharedKey> psks(JsonNode peer) {
    List<PreSharedKey> psks = new ArrayList<>();
    for (JsonNode psk : peer.get("psks")) {
      psks.add(
          new PreSharedKey(
              Bytes.hex(psk.get("identity").asText()),
              Bytes.hex(psk.get("key").asText()),
              psk.get("hash").asText().equals("sha256")
                  ? HashAlgorithm.SHA256
                  : HashAlgorithm.SHA384,
              PskKind.valueOf(psk.get("kind").asText().toUpperCase(Locale.ROOT)),
              Optional.ofNullable(psk.get("early_suite"))
                  .map(suite -> CipherSuite.named(suite.asText()))));
    }
    return psks;
  }

  // Messages.

  private static Message.Content content(JsonNode node) {
    if (node.has("handshake")) {
      return new Message.Content.Handshake(parts(node.get("handshake")));
    }
    if (node.has("records")) {
      return new Message.Content.Records(records(node.get("records")));
    }
    return node.has("alert")
        ? new Message.Content.OneAlert(
            Alert.fatal(AlertDescription.named(node.get("alert").asText())))
        : new Message.Content.Close();
  }

  private static List<Message.OneRecord> records(JsonNode array) {
    List<Message.OneRecord> records = new ArrayList<>();
    for (JsonNode node : array) {
      records.add(
          new Message.OneRecord(
              new ContentType(node.get("type").asInt()),
              new ProtocolVersion(Integer.parseInt(node.get("version").asText(), 16)),
              parts(node.get("of"))));
    }
    return records;
  }

  private static List<Part> parts(JsonNode array) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode node : array) {
      if (node.isTextual()) {
        parts.add(new Part.Octets(Bytes.hex(node.asText())));
      } else if (node.has("fill")) {
        parts.add(new Part.Fill(Place.titled(node.get("fill").asText()).orElseThrow()));
      } else if (node.has("zeros")) {
        parts.add(new Part.Zeros(node.get("zeros").asInt()));
      } else if (node.has("from")) {
        parts.add(
            new Part.Slice(
                node.get("from").asInt(),
                node.has("to") ? OptionalInt.of(node.get("to").asInt()) : OptionalInt.empty(),
                parts(node.get("of"))));
      } else {
        parts.add(new Part.Sized(node.get("length").asInt(), parts(node.get("of"))));
      }
    }
    return parts;
  }

  // Tests.

  private static Vector vector(JsonNode test) {
    List<Vector.Step> steps = new ArrayList<>();
    for (JsonNode step : test.get("steps")) {
      List<Expected> expected = new ArrayList<>();
      step.get("expect").forEach(one -> expected.add(expected(one)));
      steps.add(new Vector.Step(step.get("send").asText(), expected, step.path("wanted").asInt(0)));
    }
    return new Vector(
        test.get("id").asText(),
        new TreeSet<>(list(test.get("profiles"), text -> text)),
        new TreeSet<>(list(test.get("peers"), text -> text)),
        Vector.Result.valueOf(test.get("result").asText().toUpperCase(Locale.ROOT)),
        new TreeSet<>(list(test.get("flags"), text -> text)),
        steps,
        list(test.get("path"), text -> text));
  }

  private static Expected expected(JsonNode node) {
    if (node.has("abort")) {
      return new Expected.Abort(
          new TreeSet<>(list(node.get("abort"), text -> text)),
          new TreeSet<>(list(node.get("rules"), text -> text)));
    }
    if (node.has("client_hello")) {
      JsonNode hello = node.get("client_hello");
      return new Expected.SecondHello(
          Optional.ofNullable(hello.get("key_share"))
              .map(shares -> list(shares, NamedGroup::named)),
          Optional.ofNullable(hello.get("cookie")).map(cookie -> Bytes.hex(cookie.asText())),
          hello.has("psks") ? integers(hello.get("psks")) : List.of());
    }
    if (node.has("hello_retry_request")) {
      JsonNode retry = node.get("hello_retry_request");
      return new Expected.Retry(
          Optional.ofNullable(retry.get("selected_group"))
              .map(group -> NamedGroup.named(group.asText())),
          retry.get("cookie").asBoolean());
    }
    if (node.has("server_hello")) {
      JsonNode hello = node.get("server_hello");
      return new Expected.Hello(
          Optional.ofNullable(hello.get("key_share"))
              .map(group -> NamedGroup.named(group.asText())),
          Optional.ofNullable(hello.get("selected_identity")).map(JsonNode::asInt));
    }
    if (node.has("accepts")) {
      return new Expected.Accepts();
    }
    return node.has("closes") ? new Expected.Close() : new Expected.Nothing();
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static <T> List<T> list(JsonNode array, Function<String, T> named) {
    List<T> values = new ArrayList<>();
    array.forEach(value -> values.add(named.apply(value.asText())));
    return values;
  }
}

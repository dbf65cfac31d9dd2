package helloagain.vectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes vectors as JSON, and what they are made of; {@code vectors/README.md} has the format. */
final class VectorJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private VectorJson() {}

  // Peers.

  static ObjectNode write(TestedPeer peer) {
    ObjectNode node = JSON.objectNode();
    if (peer instanceof TestedPeer.Client client) {
      node.set("groups", texts(client.groups(), NamedGroup::name));
      node.set("shares", texts(client.shares(), NamedGroup::name));
      node.set("suites", texts(client.suites(), CipherSuite::name));
      node.set("versions", texts(client.versions(), ProtocolVersion::name));
      node.put("compatibility_mode", client.compatibility());
      writePsks(node, client);
      node.put("early_data", client.earlyData());
    } else {
      TestedPeer.Server server = (TestedPeer.Server) peer;
      node.set("groups", texts(server.groups(), NamedGroup::name));
      node.set("suites", texts(server.suites(), CipherSuite::name));
      node.put("shares_first", server.take() == Take.SHARED);
      node.put("cookie", server.cookie());
      writePsks(node, server);
      node.put("psks_first", server.psksFirst());
      node.put("early_data", server.earlyData());
    }
    return node;
  }

  private static void writePsks(ObjectNode node, TestedPeer peer) {
    ArrayNode psks = node.putArray("psks");
    for (PreSharedKey psk : peer.psks()) {
      ObjectNode one = psks.addObject();
      one.put("identity", psk.identity().hex());
      one.put("key", psk.key().hex());
      one.put("hash", psk.hash() == HashAlgorithm.SHA256 ? "sha256" : "sha384");
      one.put("kind", psk.kind().name().toLowerCase(Locale.ROOT));
      psk.earlySuite().ifPresent(suite -> one.put("early_suite", suite.name()));
    }
    node.set("psk_modes", texts(peer.modes(), PskKeyExchangeMode::name));
  }

  // Messages.

  static ObjectNode write(Message.Content content) {
    ObjectNode node = JSON.objectNode();
    if (content instanceof Message.Content.OneAlert alert) {
      node.put("alert", alert.alert().description().name());
    } else if (content instanceof Message.Content.Handshake handshake) {
      node.set("handshake", parts(handshake.parts()));
    } else if (content instanceof Message.Content.Records records) {
      ArrayNode array = node.putArray("records");
      for (Message.OneRecord record : records.records()) {
        ObjectNode one = array.addObject();
        one.put("type", record.type().code());
        one.put("version", String.format(Locale.ROOT, "%04x", record.version().code()));
        one.set("of", parts(record.parts()));
      }
    } else {
      node.put("close", true);
    }
    return node;
  }

  private static ArrayNode parts(List<Part> parts) {
    ArrayNode array = JSON.arrayNode();
    for (Part part : parts) {
      if (part instanceof Part.Octets octets) {
        array.add(octets.octets().hex());
      } else if (part instanceof Part.Fill fill) {
        array.addObject().put("fill", fill.place().title());
      } else if (part instanceof Part.Zeros zeros) {
        array.addObject().put("zeros", zeros.count());
      } else if (part instanceof Part.Slice slice) {
        ObjectNode node = array.addObject().put("from", slice.from());
        slice.to().ifPresent(to -> node.put("to", to));
        node.set("of", parts(slice.parts()));
      } else {
        Part.Sized sized = (Part.Sized) part;
        array.addObject().put("length", sized.lengthOctets()).set("of", parts(sized.parts()));
      }
    }
    return array;
  }

  // Tests.

  static ObjectNode write(Vector vector) {
    ObjectNode node = JSON.objectNode();
    node.put("id", vector.id());
    node.put("result", vector.result().name().toLowerCase(Locale.ROOT));
    node.set("flags", texts(vector.rules(), rule -> rule));
    node.set("profiles", texts(vector.profiles(), profile -> profile));
    node.set("peers", texts(vector.peers(), peer -> peer));
    node.set("steps", write(vector.steps()));
    node.set("path", texts(vector.path(), action -> action));
    return node;
  }

  static ArrayNode write(List<Vector.Step> steps) {
    ArrayNode array = JSON.arrayNode();
    for (Vector.Step step : steps) {
      ObjectNode node = array.addObject();
      node.put("send", step.message());
      ArrayNode expected = node.putArray("expect");
      step.expected().forEach(one -> expected.add(write(one)));
      if (step.taken() != 0) {
        node.put("wanted", step.taken());
      }
    }
    return array;
  }

  private static ObjectNode write(Expected expected) {
    ObjectNode node = JSON.objectNode();
    if (expected instanceof Expected.Abort abort) {
      node.set("abort", texts(abort.alerts(), alert -> alert));
      node.set("rules", texts(abort.rules(), rule -> rule));
    } else if (expected instanceof Expected.SecondHello hello) {
      ObjectNode second = node.putObject("client_hello");
      hello.shares().ifPresent(shares -> second.set("key_share", texts(shares, NamedGroup::name)));
      hello.cookie().ifPresent(cookie -> second.put("cookie", cookie.hex()));
      if (!hello.psks().isEmpty()) {
        ArrayNode psks = second.putArray("psks");
        hello.psks().forEach(psks::add);
      }
    } else if (expected instanceof Expected.Retry retry) {
      ObjectNode sent = node.putObject("hello_retry_request");
      retry.group().ifPresent(group -> sent.put("selected_group", group.name()));
      sent.put("cookie", retry.cookie());
    } else if (expected instanceof Expected.Hello hello) {
      ObjectNode sent = node.putObject("server_hello");
      hello.group().ifPresent(group -> sent.put("key_share", group.name()));
      hello.psk().ifPresent(psk -> sent.put("selected_identity", psk));
    } else if (expected instanceof Expected.Accepts) {
      node.put("accepts", true);
    } else {
      node.put(expected instanceof Expected.Close ? "closes" : "reads_on", true);
    }
    return node;
  }

  private static <T> ArrayNode texts(Collection<T> values, Function<T, String> name) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(name.apply(value)));
    return array;
  }
}

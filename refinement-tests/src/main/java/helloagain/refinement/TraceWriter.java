package helloagain.refinement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns traces into the text of {@link TraceFile}: a field or a move a line. */
final class TraceWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private TraceWriter() {}

  static String json(Trace trace) {
    List<String> fields = new ArrayList<>();
    fields.add(
        field(
            "format",
            text(trace.flight().isPresent() ? TraceFile.WHOLE_FORMAT : TraceFile.FORMAT)));
    fields.add(field("comment", text(trace.comment())));
    if (trace.profile() != Profile.RFC8446) {
      fields.add(field("profile", text(trace.profile().word())));
    }
    fields.add(field("client", trace.client().map(TraceWriter::client).orElse("null")));
    fields.add(field("server", trace.server().map(TraceWriter::server).orElse("null")));
    trace.flight().ifPresent(flight -> fields.add(field("flight", flight(flight))));
    fields.add(field("moves", moves(trace.moves())));
    return block("", fields.toArray(String[]::new)) + "\n";
  }

  private static String client(ClientSetup client) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                field("groups", names(client.groups(), NamedGroup::name)),
                field("shared", names(inOrder(client), NamedGroup::name)),
                field("suites", names(client.suites(), CipherSuite::name)),
                field("versions", names(client.versions(), ProtocolVersion::name)),
                field("sessionId", octets(client.sessionId())),
                field("extras", list(client.extras(), TraceWriter::extra)),
                field("padTo", Integer.toString(client.padTo())),
                field("unenforced", rules(client.unenforced()))));
    fields.addAll(psks(client));
    return block("  ", fields.toArray(String[]::new));
  }

  /** What a client without PSKs would not say is left out. */
  private static List<String> psks(ClientSetup client) {
    PskOffer psks = client.psks();
    List<String> fields = new ArrayList<>();
    if (!psks.keys().isEmpty()) {
      fields.add(field("psks", list(psks.keys(), TraceWriter::offered)));
    }
    if (!psks.modes().isEmpty()) {
      fields.add(field("pskModes", names(psks.modes(), PskKeyExchangeMode::name)));
    }
    if (psks.earlyData()) {
      fields.add(field("earlyData", "true"));
    }
    if (client.keepsUnfitPsks()) {
      fields.add(field("keepsUnfitPsks", "true"));
    }
    return fields;
  }

  private static String offered(OfferedKey key) {
    return object(
        Stream.concat(
                psk(key.psk()),
                Stream.of(field("ages", "[" + key.firstAge() + ", " + key.secondAge() + "]")))
            .toArray(String[]::new));
  }

  private static Stream<String> psk(PreSharedKey psk) {
    return Stream.of(
        field("identity", octets(psk.identity())),
        field("key", octets(psk.key())),
        field("hash", text(Psks.name(psk.hash()))),
        field("kind", text(TraceReader.name(psk.kind()))),
        field("earlySuite", psk.earlySuite().map(suite -> text(suite.name())).orElse("null")));
  }

  private static List<String> psks(ServerSetup server) {
    PskPolicy psks = server.psks();
    List<String> fields = new ArrayList<>();
    if (!psks.known().isEmpty()) {
      fields.add(field("psks", list(psks.known(), psk -> object(psk(psk).toArray(String[]::new)))));
    }
    if (!psks.modes().isEmpty()) {
      fields.add(field("pskModes", names(psks.modes(), PskKeyExchangeMode::name)));
    }
    if (psks.first()) {
      fields.add(field("pskFirst", "true"));
    }
    if (psks.earlyData()) {
      fields.add(field("earlyData", "true"));
    }
    return fields;
  }

  private static String server(ServerSetup server) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                field("groups", names(server.groups(), NamedGroup::name)),
                field("suites", names(server.suites(), CipherSuite::name)),
                field("take", text(TraceReader.name(server.take()))),
                field("cookie", server.cookie().map(TraceWriter::octets).orElse("null")),
                field("unenforced", rules(server.unenforced()))));
    fields.addAll(psks(server));
    return block("  ", fields.toArray(String[]::new));
  }

  private static String flight(FlightSetup flight) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                field("proof", flight.proof().map(TraceWriter::proof).orElse("null")),
                field(
                    "distrust",
                    flight.distrust().map(alert -> text(alert.name())).orElse("null"))));
    if (flight instanceof FlightSetup.OfServer server) {
      fields.add(field("authentication", text(FlightSetupReader.name(server.authentication()))));
      fields.add(field("schemes", names(server.schemes(), SignatureScheme::name)));
      fields.add(field("tellsGroups", Boolean.toString(server.tellsGroups())));
    }
    return block("  ", fields.toArray(String[]::new));
  }

  private static String proof(Proof proof) {
    return object(
        field("chain", list(proof.chain(), TraceWriter::octets)),
        field("signature", octets(proof.signature())));
  }

  /** Gives a set the order of the list, so that equal traces have equal texts. */
  private static List<NamedGroup> inOrder(ClientSetup client) {
    return client.shared().stream()
        .sorted(
            Comparator.<NamedGroup>comparingInt(client.groups()::indexOf)
                .thenComparing(NamedGroup::code))
        .toList();
  }

  private static String extra(Extension extension) {
    return object(
        field("type", text(extension.type().name())),
        field("body", octets(ExtraExtensions.body(extension))));
  }

  private static String rules(Set<Rule> rules) {
    return list(rules.stream().sorted().toList(), rule -> text(rule.id()));
  }

  private static String moves(List<Move> moves) {
    return moves.isEmpty()
        ? "[]"
        : moves.stream()
            .map(TraceWriter::move)
            .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
  }

  private static String move(Move move) {
    String name = field("move", text(move.getClass().getSimpleName()));
    return move.carried()
        .map(payload -> object(name, payload(payload)))
        .orElseGet(() -> object(name));
  }

  private static String payload(Payload payload) {
    if (payload instanceof Payload.Handshake handshake) {
      return field("handshake", octets(handshake.raw()));
    }
    if (payload instanceof Payload.AlertPayload sent) {
      return field(
          "alert",
          object(
              field("level", Integer.toString(sent.alert().level())),
              field("description", text(sent.alert().description().name()))));
    }
    return payload instanceof Payload.Data data
        ? field("data", text(data.early() ? "early" : "application"))
        : field("close", "true");
  }

  private static String block(String indent, String... fields) {
    return Stream.of(fields)
        .collect(Collectors.joining(",\n  " + indent, "{\n  " + indent, "\n" + indent + "}"));
  }

  private static String object(String... fields) {
    return "{" + String.join(", ", fields) + "}";
  }

  private static String field(String name, String value) {
    return text(name) + ": " + value;
  }

  private static <T> String names(Collection<T> values, Function<T, String> name) {
    return list(values, name.andThen(TraceWriter::text));
  }

  private static <T> String list(Collection<T> values, Function<T, String> json) {
    return values.stream().map(json).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String octets(Bytes octets) {
    return text(octets.hex());
  }

  private static String text(String value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string that is no JSON: " + value, e);
    }
  }
}

package helloagain.refinement;

import static helloagain.refinement.TraceFields.code;
import static helloagain.refinement.TraceFields.distinct;
import static helloagain.refinement.TraceFields.filled;
import static helloagain.refinement.TraceFields.flag;
import static helloagain.refinement.TraceFields.hexadecimal;
import static helloagain.refinement.TraceFields.list;
import static helloagain.refinement.TraceFields.matching;
import static helloagain.refinement.TraceFields.named;
import static helloagain.refinement.TraceFields.number;
import static helloagain.refinement.TraceFields.object;
import static helloagain.refinement.TraceFields.octets;
import static helloagain.refinement.TraceFields.onlyFields;
import static helloagain.refinement.TraceFields.optional;
import static helloagain.refinement.TraceFields.present;
import static helloagain.refinement.TraceFields.required;
import static helloagain.refinement.TraceFields.text;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.JsonTree.Fields;
import helloagain.refinement.JsonTree.Literal;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import helloagain.wire.TlsRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the JSON of a {@link TraceFile} into a trace, strictly: nothing is guessed or skipped. */
final class TraceReader {
  private static final int SESSION_ID_LIMIT = 32;
  private static final int COOKIE_LIMIT = 65_533;

  private static final String GROUPS = "a list of groups";
  private static final String SUITES = "a list of suites";
  private static final String GROUP = code("the name of a group such as x25519", "0x0a0a");
  private static final String SUITE =
      code("the name of a suite such as TLS_AES_128_GCM_SHA256", "0x0a0a");
  private static final String VERSION = code("the name of a version such as TLS 1.3", "0x0a0a");
  private static final String EXTENSION =
      code("the name of an extension such as server_name", "0x0a0a");
  private static final String DESCRIPTION =
      code("the name of an alert such as illegal_parameter", "0x0b");

  private static final String PSK_MODE = code("psk_ke or psk_dhe_ke", "0x0b");
  private static final String A_PSK = "an object with \"identity\", \"key\", \"hash\" and \"kind\"";
  private static final String HASHES = "\"SHA-256\" or \"SHA-384\"";
  private static final String KINDS = "\"external\" or \"resumption\"";
  private static final String AGES = "two ages, of the first and of the second hello";
  private static final long AGE_LIMIT = 0xffff_ffffL;

  private static final List<String> FIELDS =
      List.of("format", "comment", "profile", "client", "server", "moves");
  private static final List<String> FIELDS_OF_WHOLE =
      List.of("format", "comment", "profile", "client", "server", "flight", "moves");

  private static final String MOVES =
      "\"ClientStarts\", \"ClientReads\", \"ServerReads\", \"ClientSends\" or \"ServerSends\"";

  /** What a peer that keeps the rules does by itself after ServerHello, by its name. */
  private static final Map<String, Move> OWN_MOVES =
      Stream.of(
              new Move.ServerSendsFlight(),
              new Move.ServerSendsData(),
              new Move.ClientSendsEarlyData(),
              new Move.ClientSendsData())
          .collect(Collectors.toMap(move -> move.getClass().getSimpleName(), move -> (Move) move));

  private TraceReader() {}

  static Trace trace(JsonTree tree) {
    Fields fields = object(tree, "an object with the field \"format\"");
    boolean isWhole = isWhole(fields);
    onlyFields(fields, isWhole ? FIELDS_OF_WHOLE : FIELDS);
    Profile profile = optional(fields, "profile").map(TraceReader::profile).orElse(Profile.RFC8446);
    Optional<ClientSetup> client =
        present(fields, "client").map(setup -> client(setup).following(profile));
    Optional<ServerSetup> server =
        present(fields, "server").map(setup -> server(setup).following(profile));
    if (client.isEmpty() && server.isEmpty()) {
      throw tree.place()
          .complaint("neither client nor server is there", "at least one that keeps the rules");
    }
    return new Trace(
        optional(fields, "comment").map(comment -> text(comment, "a string")).orElse(""),
        client,
        server,
        isWhole
            ? Optional.of(FlightSetupReader.flight(fields, client.isPresent(), server.isPresent()))
            : Optional.empty(),
        list(required(fields, "moves", "a list of moves"), "moves", move -> move(move, isWhole)));
  }

  /** Asked first of all, so that a later format is not called a wrong one. */
  private static boolean isWhole(Fields fields) {
    String expected = "\"" + TraceFile.FORMAT + "\" or \"" + TraceFile.WHOLE_FORMAT + "\"";
    JsonTree format = required(fields, "format", expected);
    return switch (text(format, expected)) {
      case TraceFile.FORMAT -> false;
      case TraceFile.WHOLE_FORMAT -> true;
      default -> throw format.place().complaint(format.describe(), expected);
    };
  }

  /** Returns the line of each move of what is a trace, from 1. */
  static List<Integer> linesOfMoves(JsonTree tree) {
    Fields fields = object(tree, "a trace");
    return list(required(fields, "moves", "a list of moves"), "moves", move -> move.place().line());
  }

  private static Profile profile(JsonTree tree) {
    String expected =
        Stream.of(Profile.values())
            .map(profile -> "\"" + profile.word() + "\"")
            .collect(Collectors.joining(" or "));
    return Profile.withWord(text(tree, expected))
        .orElseThrow(() -> tree.place().complaint(tree.describe(), expected));
  }

  private static ClientSetup client(JsonTree tree) {
    Fields fields = object(tree, "an object, or null for a hostile client");
    onlyFields(
        fields,
        List.of(
            "groups",
            "shared",
            "suites",
            "versions",
            "sessionId",
            "extras",
            "padTo",
            "unenforced",
            "psks",
            "pskModes",
            "earlyData",
            "keepsUnfitPsks"));
    PskOffer psks = pskOffer(tree, fields);
    boolean pskAlone =
        !psks.keys().isEmpty() && !psks.modes().contains(PskKeyExchangeMode.PSK_DHE_KE);
    List<NamedGroup> groups =
        pskAlone
            ? list(
                required(fields, "groups", GROUPS),
                "groups",
                element -> named(element, NamedGroup::named, GROUP))
            : groups(fields, group -> true, GROUP);
    JsonTree sharedList = required(fields, "shared", GROUPS);
    List<NamedGroup> shared =
        list(
            sharedList,
            "groups",
            element ->
                matching(
                    element,
                    named(element, NamedGroup::named, GROUP),
                    group ->
                        groups.contains(group) && (group.isGrease() || KeyExchange.supports(group)),
                    "one of \"groups\" for which there are keys"));
    ClientSetup client =
        new ClientSetup(
            groups,
            new HashSet<>(distinct(sharedList, shared)),
            suites(fields, suite -> true, SUITE),
            filled(fields, "versions", element -> named(element, ProtocolVersion::named, VERSION)),
            optional(fields, "sessionId")
                .map(id -> octets(id, 0, SESSION_ID_LIMIT))
                .orElse(Bytes.EMPTY),
            optional(fields, "extras")
                .map(extras -> list(extras, "extensions", TraceReader::extra))
                .orElse(List.of()),
            optional(fields, "padTo")
                .map(padTo -> number(padTo, TlsRecord.MAX_PLAINTEXT_LENGTH))
                .orElse(0),
            rules(fields),
            Profile.RFC8446,
            psks,
            flag(fields, "keepsUnfitPsks"));
    try {
      HandshakeCodec.encode(client.offer().withoutShares().hello(List.of()));
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(String.valueOf(e.getMessage()), "what fits into a ClientHello");
    }
    return client;
  }

  private static PskOffer pskOffer(JsonTree tree, Fields fields) {
    List<OfferedKey> keys =
        optional(fields, "psks")
            .map(psks -> list(psks, "PSKs", TraceReader::offeredKey))
            .orElse(List.of());
    try {
      return new PskOffer(keys, modes(fields), flag(fields, "earlyData"));
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(String.valueOf(e.getMessage()), "PSKs that can be offered");
    }
  }

  private static List<PskKeyExchangeMode> modes(Fields fields) {
    return optional(fields, "pskModes")
        .map(
            modes -> list(modes, "modes", mode -> named(mode, PskKeyExchangeMode::named, PSK_MODE)))
        .orElse(List.of());
  }

  private static OfferedKey offeredKey(JsonTree tree) {
    Fields fields = object(tree, A_PSK);
    onlyFields(fields, List.of("identity", "key", "hash", "kind", "earlySuite", "ages"));
    JsonTree ages = required(fields, "ages", AGES);
    List<Long> values = list(ages, "ages", TraceReader::age);
    if (values.size() != 2) {
      throw ages.place().complaint(values.size() + " ages", AGES);
    }
    return new OfferedKey(psk(tree, fields), values.get(0), values.get(1));
  }

  private static long age(JsonTree tree) {
    if (tree instanceof JsonTree.Digits number && number.value().matches("[0-9]{1,10}")) {
      long value = Long.parseLong(number.value());
      if (value <= AGE_LIMIT) {
        return value;
      }
    }
    throw tree.place().complaint(tree.describe(), "a whole number from 0 to " + AGE_LIMIT);
  }

  private static PreSharedKey psk(JsonTree tree, Fields fields) {
    JsonTree hash = required(fields, "hash", HASHES);
    JsonTree kind = required(fields, "kind", KINDS);
    try {
      return new PreSharedKey(
          octets(required(fields, "identity", hexadecimal(1, 0xffff)), 1, 0xffff),
          octets(required(fields, "key", hexadecimal(0, 0xffff)), 0, 0xffff),
          Stream.of(HashAlgorithm.values())
              .filter(value -> Psks.name(value).equals(text(hash, HASHES)))
              .findFirst()
              .orElseThrow(() -> hash.place().complaint(hash.describe(), HASHES)),
          Stream.of(PskKind.values())
              .filter(value -> name(value).equals(text(kind, KINDS)))
              .findFirst()
              .orElseThrow(() -> kind.place().complaint(kind.describe(), KINDS)),
          present(fields, "earlySuite").map(suite -> named(suite, CipherSuite::named, SUITE)));
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(String.valueOf(e.getMessage()), A_PSK);
    }
  }

  /** Returns the word for where a PSK came from. */
  static String name(PskKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static PskPolicy pskPolicy(JsonTree tree, Fields fields) {
    List<PreSharedKey> known =
        optional(fields, "psks")
            .map(
                psks ->
                    list(
                        psks,
                        "PSKs",
                        element -> {
                          Fields psk = object(element, A_PSK);
                          onlyFields(psk, List.of("identity", "key", "hash", "kind", "earlySuite"));
                          return psk(element, psk);
                        }))
            .orElse(List.of());
    try {
      return new PskPolicy(
          known, modes(fields), flag(fields, "pskFirst"), flag(fields, "earlyData"));
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(String.valueOf(e.getMessage()), "PSKs that can be known");
    }
  }

  private static Extension extra(JsonTree tree) {
    Fields fields = object(tree, "an object with \"type\" and \"body\"");
    onlyFields(fields, List.of("type", "body"));
    JsonTree type = required(fields, "type", EXTENSION);
    JsonTree body = required(fields, "body", hexadecimal(0, 0xffff));
    try {
      return ExtraExtensions.of(
          named(type, ExtensionType::named, EXTENSION), octets(body, 0, 0xffff));
    } catch (IllegalArgumentException e) {
      throw body.place().complaint(String.valueOf(e.getMessage()), "what fits into a ClientHello");
    }
  }

  private static ServerSetup server(JsonTree tree) {
    Fields fields = object(tree, "an object, or null for a hostile server");
    onlyFields(
        fields,
        List.of(
            "groups",
            "suites",
            "take",
            "cookie",
            "unenforced",
            "psks",
            "pskModes",
            "pskFirst",
            "earlyData"));
    JsonTree take = required(fields, "take", takes());
    return new ServerSetup(
        distinct(
            required(fields, "groups", GROUPS),
            groups(fields, KeyExchange::supports, "a group for which there are keys")),
        distinct(
            required(fields, "suites", SUITES),
            suites(
                fields,
                suite -> HashAlgorithm.forSuite(suite).isPresent(),
                "a suite of TLS 1.3 such as TLS_AES_128_GCM_SHA256")),
        Stream.of(Take.values())
            .filter(value -> name(value).equals(text(take, takes())))
            .findFirst()
            .orElseThrow(() -> take.place().complaint(take.describe(), takes())),
        present(fields, "cookie").map(cookie -> octets(cookie, 1, COOKIE_LIMIT)),
        rules(fields),
        Profile.RFC8446,
        pskPolicy(tree, fields));
  }

  /** Returns the word for how a group is taken. */
  static String name(Take take) {
    return take.name().toLowerCase(Locale.ROOT);
  }

  private static String takes() {
    return "\"" + name(Take.SHARED) + "\" or \"" + name(Take.PREFERRED) + "\"";
  }

  private static Move move(JsonTree tree, boolean isWhole) {
    String names =
        isWhole
            ? "one of the moves of " + TraceFile.WHOLE_FORMAT + " such as \"ClientReads\""
            : MOVES;
    Fields fields = object(tree, "an object with the field \"move\"");
    JsonTree name = required(fields, "move", names);
    String word = text(name, names);
    if (isWhole && OWN_MOVES.containsKey(word)) {
      return alone(fields, Objects.requireNonNull(OWN_MOVES.get(word)));
    }
    return switch (word) {
      case "ClientStarts" -> alone(fields, new Move.ClientStarts());
      case "ClientReads" -> alone(fields, new Move.ClientReads());
      case "ServerReads" -> alone(fields, new Move.ServerReads());
      case "ClientSends" -> new Move.ClientSends(payload(fields, isWhole));
      case "ServerSends" -> new Move.ServerSends(payload(fields, isWhole));
      default -> throw name.place().complaint(name.describe(), names);
    };
  }

  private static Move alone(Fields fields, Move move) {
    onlyFields(fields, List.of("move"));
    return move;
  }

  private static Payload payload(Fields fields, boolean isWhole) {
    List<String> kinds =
        isWhole
            ? List.of("handshake", "alert", "data", "close")
            : List.of("handshake", "alert", "close");
    onlyFields(fields, Stream.concat(Stream.of("move"), kinds.stream()).toList());
    if (fields.values().size() != 2) {
      throw fields
          .place()
          .complaint(
              "it sends " + (fields.values().size() == 1 ? "nothing" : "several things"),
              kinds.stream()
                  .map(kind -> "\"" + kind + "\"")
                  .collect(Collectors.joining(", ", "one of ", ""))
                  .replace(", \"close\"", " and \"close\""));
    }
    Optional<JsonTree> close = optional(fields, "close");
    if (close.isPresent()) {
      JsonTree value = close.orElseThrow();
      if (!(value instanceof Literal literal && literal.word().equals("true"))) {
        throw value.place().complaint(value.describe(), "true");
      }
      return new Payload.Close();
    }
    Optional<JsonTree> data = optional(fields, "data");
    if (data.isPresent()) {
      return new Payload.Data(isEarly(data.orElseThrow()));
    }
    return optional(fields, "alert")
        .<Payload>map(alert -> new Payload.AlertPayload(alert(alert)))
        .orElseGet(
            () ->
                new Payload.Handshake(
                    octets(required(fields, "handshake", "octets"), 0, Integer.MAX_VALUE)));
  }

  private static boolean isEarly(JsonTree tree) {
    String expected = "\"application\" or \"early\"";
    return switch (text(tree, expected)) {
      case "application" -> false;
      case "early" -> true;
      default -> throw tree.place().complaint(tree.describe(), expected);
    };
  }

  private static Alert alert(JsonTree tree) {
    Fields fields = object(tree, "an object with \"level\" and \"description\"");
    onlyFields(fields, List.of("level", "description"));
    return new Alert(
        number(required(fields, "level", "1 for warning or 2 for fatal"), 0xff),
        named(required(fields, "description", DESCRIPTION), AlertDescription::named, DESCRIPTION));
  }

  private static List<NamedGroup> groups(
      Fields fields, Predicate<NamedGroup> fits, String expected) {
    return filled(
        fields,
        "groups",
        element -> matching(element, named(element, NamedGroup::named, GROUP), fits, expected));
  }

  private static List<CipherSuite> suites(
      Fields fields, Predicate<CipherSuite> fits, String expected) {
    return filled(
        fields,
        "suites",
        element -> matching(element, named(element, CipherSuite::named, SUITE), fits, expected));
  }

  private static Set<Rule> rules(Fields fields) {
    String expected = "the id of a rule such as " + Rule.RETRY_CHANGES_HELLO.id();
    return optional(fields, "unenforced")
        .map(
            ids ->
                distinct(
                    ids,
                    list(
                        ids,
                        "rules",
                        id ->
                            Rule.withId(text(id, expected))
                                .orElseThrow(() -> id.place().complaint(id.describe(), expected)))))
        .map(Set::copyOf)
        .orElse(Set.of());
  }

  // Forms that hold of any JSON.
}

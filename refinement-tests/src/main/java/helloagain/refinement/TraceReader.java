package helloagain.refinement;

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
import helloagain.refinement.JsonTree.Text;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  private TraceReader() {}

  static Trace trace(JsonTree tree) {
    Fields fields = object(tree, "an object with the field \"format\"");
    // First of all, so that a later format is not called a wrong one.
    JsonTree format = required(fields, "format", "\"" + TraceFile.FORMAT + "\"");
    if (!text(format, "\"" + TraceFile.FORMAT + "\"").equals(TraceFile.FORMAT)) {
      throw format.place().complaint(format.describe(), "\"" + TraceFile.FORMAT + "\"");
    }
    onlyFields(fields, "format", "comment", "profile", "client", "server", "moves");
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
        list(required(fields, "moves", "a list of moves"), "moves", TraceReader::move));
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
        "keepsUnfitPsks");
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
    onlyFields(fields, "identity", "key", "hash", "kind", "earlySuite", "ages");
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
                          onlyFields(psk, "identity", "key", "hash", "kind", "earlySuite");
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

  /** Reads a truth value, false if it is absent. */
  private static boolean flag(Fields fields, String name) {
    return optional(fields, name)
        .map(
            value -> {
              if (value instanceof Literal literal
                  && (literal.word().equals("true") || literal.word().equals("false"))) {
                return literal.word().equals("true");
              }
              throw value.place().complaint(value.describe(), "true or false");
            })
        .orElse(false);
  }

  private static Extension extra(JsonTree tree) {
    Fields fields = object(tree, "an object with \"type\" and \"body\"");
    onlyFields(fields, "type", "body");
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
        "groups",
        "suites",
        "take",
        "cookie",
        "unenforced",
        "psks",
        "pskModes",
        "pskFirst",
        "earlyData");
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

  private static Move move(JsonTree tree) {
    String names =
        "\"ClientStarts\", \"ClientReads\", \"ServerReads\", \"ClientSends\" or \"ServerSends\"";
    Fields fields = object(tree, "an object with the field \"move\"");
    JsonTree name = required(fields, "move", names);
    return switch (text(name, names)) {
      case "ClientStarts" -> alone(fields, new Move.ClientStarts());
      case "ClientReads" -> alone(fields, new Move.ClientReads());
      case "ServerReads" -> alone(fields, new Move.ServerReads());
      case "ClientSends" -> new Move.ClientSends(payload(fields));
      case "ServerSends" -> new Move.ServerSends(payload(fields));
      default -> throw name.place().complaint(name.describe(), names);
    };
  }

  private static Move alone(Fields fields, Move move) {
    onlyFields(fields, "move");
    return move;
  }

  private static Payload payload(Fields fields) {
    onlyFields(fields, "move", "handshake", "alert", "close");
    if (fields.values().size() != 2) {
      throw fields
          .place()
          .complaint(
              "it sends " + (fields.values().size() == 1 ? "nothing" : "several things"),
              "one of \"handshake\", \"alert\" and \"close\"");
    }
    Optional<JsonTree> close = optional(fields, "close");
    if (close.isPresent()) {
      JsonTree value = close.orElseThrow();
      if (!(value instanceof Literal literal && literal.word().equals("true"))) {
        throw value.place().complaint(value.describe(), "true");
      }
      return new Payload.Close();
    }
    return optional(fields, "alert")
        .<Payload>map(alert -> new Payload.AlertPayload(alert(alert)))
        .orElseGet(
            () ->
                new Payload.Handshake(
                    octets(required(fields, "handshake", "octets"), 0, Integer.MAX_VALUE)));
  }

  private static Alert alert(JsonTree tree) {
    Fields fields = object(tree, "an object with \"level\" and \"description\"");
    onlyFields(fields, "level", "description");
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

  private static Fields object(JsonTree tree, String expected) {
    if (tree instanceof Fields fields) {
      return fields;
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  private static void onlyFields(Fields fields, String... names) {
    fields
        .values()
        .forEach(
            (name, value) -> {
              if (!List.of(names).contains(name)) {
                throw value
                    .place()
                    .complaint("there is no such field", "one of " + String.join(", ", names));
              }
            });
  }

  private static Optional<JsonTree> optional(Fields fields, String name) {
    return Optional.ofNullable(fields.values().get(name));
  }

  /** Finds a field that is neither absent nor {@code null}. */
  private static Optional<JsonTree> present(Fields fields, String name) {
    return optional(fields, name)
        .filter(value -> !(value instanceof Literal literal && literal.word().equals("null")));
  }

  private static JsonTree required(Fields fields, String name, String expected) {
    return optional(fields, name)
        .orElseThrow(() -> fields.place().field(name).complaint("this field is missing", expected));
  }

  private static String text(JsonTree tree, String expected) {
    if (tree instanceof Text text) {
      return text.value();
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  private static <T> List<T> list(JsonTree tree, String of, Function<JsonTree, T> element) {
    if (tree instanceof JsonTree.Array array) {
      return array.elements().stream().map(element).toList();
    }
    throw tree.place().complaint(tree.describe(), "a list of " + of);
  }

  /** Reads a list of at least one element. */
  private static <T> List<T> filled(Fields fields, String name, Function<JsonTree, T> element) {
    JsonTree tree = required(fields, name, "a list of " + name);
    List<T> values = list(tree, name, element);
    if (values.isEmpty()) {
      throw tree.place().complaint("this list is empty", "at least one of the " + name);
    }
    return values;
  }

  private static <T> List<T> distinct(JsonTree tree, List<T> values) {
    if (new HashSet<>(values).size() != values.size()) {
      throw tree.place().complaint("something stands here twice", "each element once");
    }
    return values;
  }

  private static <T> T matching(JsonTree tree, T value, Predicate<T> predicate, String expected) {
    if (predicate.test(value)) {
      return value;
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  private static <T> T named(JsonTree tree, Function<String, T> named, String expected) {
    String name = text(tree, expected);
    try {
      return named.apply(name);
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(tree.describe(), expected);
    }
  }

  private static String code(String name, String code) {
    return name + ", or a code such as " + code;
  }

  private static int number(JsonTree tree, int limit) {
    if (tree instanceof JsonTree.Digits number && number.value().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(number.value());
      if (value <= limit) {
        return value;
      }
    }
    throw tree.place().complaint(tree.describe(), "a whole number from 0 to " + limit);
  }

  private static Bytes octets(JsonTree tree, int least, int most) {
    String expected = hexadecimal(least, most);
    String digits = text(tree, expected);
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        throw tree.place().complaint("character " + (i + 1) + " is no hexadecimal digit", expected);
      }
    }
    if (digits.length() % 2 != 0) {
      throw tree.place().complaint("an odd number of hexadecimal digits", expected);
    }
    int size = digits.length() / 2;
    if (size < least || size > most) {
      throw tree.place().complaint(size + " octets", expected);
    }
    return Bytes.hex(digits);
  }

  private static String hexadecimal(int least, int most) {
    String size = most == Integer.MAX_VALUE ? "octets" : least + " to " + most + " octets";
    return size + " of two hexadecimal digits each";
  }
}

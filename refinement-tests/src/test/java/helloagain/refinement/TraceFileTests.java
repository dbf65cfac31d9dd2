package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import helloagain.keyexchange.KeyExchange;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds trace files to an exact round trip, and complaints to one line that names the place. */
final class TraceFileTests {
  private static final String GOOD =
      """
      {
        "format": "hello-again-trace/1",
        "comment": "nothing special",
        "client": {
          "groups": ["x25519", "0x2a2a"],
          "shared": ["x25519"],
          "suites": ["TLS_AES_128_GCM_SHA256"],
          "versions": ["TLS 1.3"],
          "sessionId": "1d1d",
          "extras": [{"type": "early_data", "body": ""}, {"type": "server_name", "body": "00"}],
          "padTo": 512,
          "unenforced": ["HRR-08", "KS-10"]
        },
        "server": {
          "groups": ["secp256r1", "x448"],
          "suites": ["TLS_AES_256_GCM_SHA384"],
          "take": "preferred",
          "cookie": "c0c1",
          "unenforced": []
        },
        "moves": [
          {"move": "ClientStarts"},
          {"move": "ServerReads"},
          {"move": "ClientReads"},
          {"move": "ServerSends", "handshake": "0e000000"},
          {"move": "ServerSends", "alert": {"level": 2, "description": "handshake_failure"}},
          {"move": "ClientSends", "close": true}
        ]
      }
      """;

  private static final Trace GOOD_TRACE =
      new Trace(
          "nothing special",
          Optional.of(
              new ClientSetup(
                  List.of(NamedGroup.X25519, new NamedGroup(0x2a2a)),
                  Set.of(NamedGroup.X25519),
                  List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                  List.of(ProtocolVersion.TLS_13),
                  Bytes.hex("1d1d"),
                  List.of(
                      new Extension.EarlyData(),
                      new Extension.OpaqueExtension(ExtensionType.SERVER_NAME, Bytes.hex("00"))),
                  512,
                  Set.of(Rule.RETRY_COMES_ONCE, Rule.RETRY_NAMES_UNSHARED_GROUP))),
          Optional.of(
              new ServerSetup(
                  List.of(NamedGroup.SECP256R1, NamedGroup.X448),
                  List.of(CipherSuite.TLS_AES_256_GCM_SHA384),
                  Take.PREFERRED,
                  Optional.of(Bytes.hex("c0c1")),
                  Set.of())),
          List.of(
              new Move.ClientStarts(),
              new Move.ServerReads(),
              new Move.ClientReads(),
              new Move.ServerSends(new Payload.Handshake(Bytes.hex("0e000000"))),
              new Move.ServerSends(
                  new Payload.AlertPayload(Alert.fatal(AlertDescription.HANDSHAKE_FAILURE))),
              new Move.ClientSends(new Payload.Close())));

  @TempDir Path folder;

  @Test
  void everyFieldIsRead() {
    assertThat(TraceFile.parse(GOOD, "good.json")).isEqualTo(GOOD_TRACE);
  }

  @Test
  void theTextHasAFieldOrAMoveALine() {
    assertThat(TraceFile.toJson(GOOD_TRACE)).isEqualTo(GOOD);
  }

  @Test
  void documentIsNamedWhereItIsNotTheUsualOne() {
    Trace revised =
        new Trace(
            GOOD_TRACE.comment(),
            GOOD_TRACE.client().map(client -> client.following(Profile.RFC9846)),
            GOOD_TRACE.server().map(server -> server.following(Profile.RFC9846)),
            GOOD_TRACE.moves());
    String text = TraceFile.toJson(revised);
    assertThat(text).contains("\n  \"profile\": \"rfc9846\",\n");
    assertThat(text.replace("rfc9846", "rfc8446"))
        .satisfies(same -> assertThat(TraceFile.parse(same, "x")).isEqualTo(GOOD_TRACE));
  }

  @Test
  void whatMayBeAbsentIsEmptyThen() {
    Trace trace =
        TraceFile.parse(
            """
            {"format": "hello-again-trace/1",
             "client": {"groups": ["x448"], "shared": [], "suites": ["0x1301"],
                        "versions": ["0x0304"]},
             "moves": []}
            """,
            "short.json");
    assertThat(trace)
        .isEqualTo(
            new Trace(
                "",
                Optional.of(
                    new ClientSetup(
                        List.of(NamedGroup.X448),
                        Set.of(),
                        List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                        List.of(ProtocolVersion.TLS_13),
                        Bytes.EMPTY,
                        List.of(),
                        0,
                        Set.of())),
                Optional.empty(),
                List.of()));
    assertThat(TraceFile.toJson(trace)).contains("\"server\": null,").contains("\"moves\": []");
  }

  @Test
  void theExampleOfTheDocumentationIsATraceThatReplays() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "trace-format.md"));
    int start = page.indexOf("```json\n") + "```json\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    Trace trace = TraceFile.parse(example, "trace-format.md");
    assertThat(TraceFile.toJson(trace)).isEqualTo(example);
    try (Judges model = new Judges()) {
      Verdict verdict = Replay.replay(model, Reference.HELLO_AGAIN, trace);
      assertThat(verdict.agrees()).isTrue();
      assertThat(SequenceDiagram.text(verdict)).contains("KS-10 RetryNamesUnsharedGroup");
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    assertThat(TraceFile.parse("\ufeff" + GOOD, "good.json")).isEqualTo(GOOD_TRACE);
  }

  @Test
  void everyRuleHasAnIdOfItsOwnAndStandsInTheOrderOfTheRulebook() {
    Trace all = with(GOOD_TRACE.client().orElseThrow(), Set.of(Rule.values()));
    String json = TraceFile.toJson(all);
    assertThat(TraceFile.parse(json, "all.json")).isEqualTo(all);
    assertThat(json)
        .contains(
            Stream.of(Rule.values())
                .map(rule -> "\"" + rule.id() + "\"")
                .collect(Collectors.joining(", ", "[", "]")));
  }

  @Property(tries = 300)
  void everyTraceComesBackAsItWas(@ForAll("traces") Trace trace) {
    String json = TraceFile.toJson(trace);
    assertThat(TraceFile.parse(json, "drawn.json")).isEqualTo(trace);
    assertThat(json).matches("(?:[ -\u007f]*\n)+");
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("kept.json");
    TraceFile.write(file, GOOD_TRACE);
    Trace other = with(GOOD_TRACE.client().orElseThrow(), Set.of());
    TraceFile.write(file, other);
    assertThat(TraceFile.read(file)).isEqualTo(other);
    assertThat(file).hasContent(TraceFile.toJson(other));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aTraceThatNoFileHoldsLeavesTheFileAlone() throws IOException {
    Path file = folder.resolve("kept.json");
    TraceFile.write(file, GOOD_TRACE);
    Trace unfit = withExtra(new Extension.SelectedVersion(ProtocolVersion.TLS_13));
    assertThatThrownBy(() -> TraceFile.write(file, unfit))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TraceFile.read(file)).isEqualTo(GOOD_TRACE);
  }

  @Test
  void anExtraThatAClientHelloReadsOtherwiseIsRefused() {
    assertThatThrownBy(
            () ->
                TraceFile.toJson(
                    withExtra(
                        new Extension.OpaqueExtension(ExtensionType.EARLY_DATA, Bytes.EMPTY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no file holds this trace: ");
  }

  @Test
  void aSetupThatNoPeerCanHaveIsRefused() {
    ClientSetup client = GOOD_TRACE.client().orElseThrow();
    ClientSetup unfit =
        new ClientSetup(
            client.groups(),
            client.shared(),
            client.suites(),
            client.versions(),
            Bytes.repeat(0, 33),
            client.extras(),
            client.padTo(),
            client.unenforced());
    assertThatThrownBy(() -> TraceFile.toJson(with(unfit, Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client.sessionId: 33 octets");
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit(
            "\"x448\"",
            "\"x447\"",
            "15:29: server.groups[1]: \"x447\"; expected the name of a group such as x25519, or a"
                + " code such as 0x0a0a"),
        edit(
            "\"x448\"",
            "\"x25519\", \"x448\", \"x448\"",
            "15:15: server.groups: something stands here twice; expected each element once"),
        edit(
            "\"x448\"",
            "\"0x2a2a\"",
            "15:29: server.groups[1]: \"0x2a2a\"; expected a group for which there are keys"),
        edit(
            "[\"secp256r1\", \"x448\"]",
            "[]",
            "15:15: server.groups: this list is empty; expected at least one of the groups"),
        edit(
            "[\"secp256r1\", \"x448\"]",
            "\"x448\"",
            "15:15: server.groups: \"x448\"; expected a list of groups"),
        edit(
            "\"shared\": [\"x25519\"]",
            "\"shared\": [\"x448\"]",
            "6:16: client.shared[0]: \"x448\"; expected one of \"groups\" for which there are"
                + " keys"),
        edit(
            "\"shared\": [\"x25519\"]",
            "\"shared\": [\"0x1a1a\"]",
            "6:16: client.shared[0]: \"0x1a1a\"; expected one of \"groups\" for which there are"
                + " keys"),
        edit(
            "\"shared\": [\"x25519\"]",
            "\"shared\": [\"x25519\", \"x25519\"]",
            "6:15: client.shared: something stands here twice; expected each element once"),
        edit(
            "\"TLS_AES_128_GCM_SHA256\"",
            "\"AES\"",
            "7:16: client.suites[0]: \"AES\"; expected the name of a suite such as"
                + " TLS_AES_128_GCM_SHA256, or a code such as 0x0a0a"),
        edit(
            "\"TLS_AES_256_GCM_SHA384\"",
            "\"0x0a0a\"",
            "16:16: server.suites[0]: \"0x0a0a\"; expected a suite of TLS 1.3 such as"
                + " TLS_AES_128_GCM_SHA256"),
        edit(
            "[\"TLS 1.3\"]",
            "[1.3]",
            "8:18: client.versions[0]: the number 1.3; expected the name of a version such as TLS"
                + " 1.3, or a code such as 0x0a0a"),
        edit(
            "\"TLS 1.3\"",
            "\"TLSv1.3\"",
            "8:18: client.versions[0]: \"TLSv1.3\"; expected the name of a version such as TLS 1.3,"
                + " or a code such as 0x0a0a"),
        edit(
            "\"1d1d\"",
            "\"1d1\"",
            "9:18: client.sessionId: an odd number of hexadecimal digits; expected 0 to 32 octets"
                + " of two hexadecimal digits each"),
        edit(
            "\"1d1d\"",
            "\"1d 1d\"",
            "9:18: client.sessionId: character 3 is no hexadecimal digit; expected 0 to 32 octets"
                + " of two hexadecimal digits each"),
        edit(
            "\"1d1d\"",
            "\"" + "1d".repeat(33) + "\"",
            "9:18: client.sessionId: 33 octets; expected 0 to 32 octets of two hexadecimal digits"
                + " each"),
        edit(
            "\"1d1d\"",
            "null",
            "9:18: client.sessionId: null; expected 0 to 32 octets of two hexadecimal digits each"),
        edit(
            "\"early_data\"",
            "\"late_data\"",
            "10:25: client.extras[0].type: \"late_data\"; expected the name of an extension such as"
                + " server_name, or a code such as 0x0a0a"),
        edit(
            "\"type\": \"early_data\", ",
            "",
            "10:16: client.extras[0].type: this field is missing; expected the name of an extension"
                + " such as server_name, or a code such as 0x0a0a"),
        edit(
            "\"body\": \"00\"",
            "\"body\": \"" + "00".repeat(65_535) + "\"",
            "10:84: client.extras[1].body: extensions: length 65551 is outside 0..65535; expected"
                + " what fits into a ClientHello"),
        edit(
            "\"\"}, {\"type\": \"server_name\", \"body\": \"00\"}",
            "\""
                + "00".repeat(40_000)
                + "\"}, {\"type\": \"server_name\", \"body\": \""
                + "00".repeat(40_000)
                + "\"}",
            "4:13: client: extensions: length 80043 is outside 8..65535; expected what fits into a"
                + " ClientHello"),
        edit(
            "{\"type\": \"early_data\", \"body\": \"\"}",
            "\"early_data\"",
            "10:16: client.extras[0]: \"early_data\"; expected an object with \"type\" and"
                + " \"body\""),
        edit(
            "512",
            "16385",
            "11:14: client.padTo: the number 16385; expected a whole number from 0 to 16384"),
        edit(
            "512",
            "-1",
            "11:14: client.padTo: the number -1; expected a whole number from 0 to 16384"),
        edit(
            "512",
            "5.12e2",
            "11:14: client.padTo: the number 5.12e2; expected a whole number from 0 to 16384"),
        edit(
            "512",
            "99999999999999999999",
            "11:14: client.padTo: the number 99999999999999999999; expected a whole number from 0"
                + " to 16384"),
        edit(
            "\"HRR-08\"",
            "\"HRR-99\"",
            "12:20: client.unenforced[0]: \"HRR-99\"; expected the id of a rule such as HRR-07"),
        edit(
            "\"KS-10\"",
            "\"HRR-08\"",
            "12:19: client.unenforced: something stands here twice; expected each element once"),
        edit(
            "\"preferred\"",
            "\"any\"",
            "17:13: server.take: \"any\"; expected \"shared\" or \"preferred\""),
        edit(
            "\"c0c1\"",
            "\"\"",
            "18:15: server.cookie: 0 octets; expected 1 to 65533 octets of two hexadecimal digits"
                + " each"),
        edit(
            "\"padTo\"",
            "\"padding\"",
            "11:16: client.padding: there is no such field; expected one of groups, shared, suites,"
                + " versions, sessionId, extras, padTo, unenforced, psks, pskModes, earlyData, keepsUnfitPsks"),
        edit(
            "\"take\": \"preferred\",",
            "",
            "14:13: server.take: this field is missing; expected \"shared\" or \"preferred\""),
        edit(
            "\"take\"",
            "\"cookie\"",
            "18:5: server.cookie: this field stands here twice; expected it once"),
        edit(
            "hello-again-trace/1",
            "hello-again-trace/3",
            "2:13: format: \"hello-again-trace/3\"; expected \"hello-again-trace/1\" or"
                + " \"hello-again-trace/2\""),
        edit(
            "\"format\": \"hello-again-trace/1\",",
            "",
            "1:1: format: this field is missing; expected \"hello-again-trace/1\" or"
                + " \"hello-again-trace/2\""),
        edit("\"nothing special\"", "7", "3:14: comment: the number 7; expected a string"),
        edit(
            "\"client\": {",
            "\"profile\": \"rfc1\", \"client\": {",
            "4:14: profile: \"rfc1\"; expected \"rfc8446\" or \"rfc9846\""),
        edit(
            "\"client\": {",
            "\"client\": [], \"x\": {",
            "4:22: x: there is no such field; expected one of format, comment, profile, client,"
                + " server, moves"),
        edit(
            "\"moves\": [",
            "\"moves\": {}, \"x\": [",
            "21:21: x: there is no such field; expected one of format, comment, profile, client,"
                + " server, moves"),
        edit(
            "{\"move\": \"ServerReads\"}",
            "\"ServerReads\"",
            "23:5: moves[1]: \"ServerReads\"; expected an object with the field \"move\""),
        edit(
            "{\"move\": \"ServerReads\"}",
            "{}",
            "23:5: moves[1].move: this field is missing; expected \"ClientStarts\","
                + " \"ClientReads\", \"ServerReads\", \"ClientSends\" or \"ServerSends\""),
        edit(
            "\"ServerReads\"",
            "\"ServerWrites\"",
            "23:14: moves[1].move: \"ServerWrites\"; expected \"ClientStarts\", \"ClientReads\","
                + " \"ServerReads\", \"ClientSends\" or \"ServerSends\""),
        edit(
            "\"ServerReads\"",
            "\"ServerReads\", \"close\": true",
            "23:38: moves[1].close: there is no such field; expected one of move"),
        edit(
            "\"0e000000\"",
            "\"0e00000\"",
            "25:42: moves[3].handshake: an odd number of hexadecimal digits; expected octets of two"
                + " hexadecimal digits each"),
        edit(
            "\"0e000000\"",
            "\"0g000000\"",
            "25:42: moves[3].handshake: character 2 is no hexadecimal digit; expected octets of two"
                + " hexadecimal digits each"),
        edit(
            ", \"handshake\": \"0e000000\"",
            "",
            "25:5: moves[3]: it sends nothing; expected one of \"handshake\", \"alert\" and"
                + " \"close\""),
        edit(
            "\"0e000000\"",
            "\"0e000000\", \"close\": true",
            "25:5: moves[3]: it sends several things; expected one of \"handshake\", \"alert\" and"
                + " \"close\""),
        edit(
            "\"level\": 2",
            "\"level\": 256",
            "26:48: moves[4].alert.level: the number 256; expected a whole number from 0 to 255"),
        edit(
            "\"handshake_failure\"",
            "\"handshake_success\"",
            "26:66: moves[4].alert.description: \"handshake_success\"; expected the name of an"
                + " alert such as illegal_parameter, or a code such as 0x0b"),
        edit(
            "\"handshake_failure\"",
            "\"0x0304\"",
            "26:66: moves[4].alert.description: \"0x0304\"; expected the name of an alert such as"
                + " illegal_parameter, or a code such as 0x0b"),
        edit("\"close\": true", "\"close\": false", "27:38: moves[5].close: false; expected true"),
        edit(
            "\"close\": true",
            "\"open\": true",
            "27:37: moves[5].open: there is no such field; expected one of move, handshake, alert,"
                + " close"),
        edit(
            "\"padTo\": 512,",
            "\"padTo\": 512",
            "12:5: no JSON, Unexpected character ('\"' (code 34)): was expecting comma to separate"
                + " Object entries; expected JSON"),
        edit(
            "\"padTo\": 512,",
            "\"padTo\": 0512,",
            "11:15: no JSON, Invalid numeric value: Leading zeroes not allowed; expected JSON"),
        edit(
            "nothing special",
            "nothing\nspecial",
            "3:22: no JSON, Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped"
                + " using backslash to be included in string value; expected JSON"),
        edit(GOOD, GOOD + "{}", "30:1: something follows the trace; expected the end of the file"),
        edit(
            GOOD,
            GOOD.substring(0, 100),
            "5:18: the text ends too early; expected the rest of the trace"),
        edit(GOOD, "", "1:1: there is nothing; expected a trace in JSON"),
        edit(GOOD, "  \n", "1:1: there is nothing; expected a trace in JSON"),
        edit(GOOD, "[]", "1:1: a list; expected an object with the field \"format\""),
        edit(
            GOOD,
            "no trace",
            "1:1: no JSON, Unrecognized token 'no': was expecting (JSON String, Number, Array,"
                + " Object or token 'null', 'true' or 'false'); expected JSON"),
        edit(
            GOOD,
            "[".repeat(5000),
            "1:1: it is nested too deep, or a name is too long; expected a trace"),
        edit(
            GOOD,
            "{\"format\": \"hello-again-trace/1\", \"client\": null, \"moves\": []}",
            "1:1: neither client nor server is there; expected at least one that keeps the rules"));
  }

  private static Arguments edit(String from, String to, String message) {
    return arguments(from, to, message);
  }

  @ParameterizedTest(name = "[{index}] {2}")
  @MethodSource("edits")
  void whatIsWrongIsSaidInOneLineWithItsPlace(String from, String to, String message) {
    assertThat(GOOD).contains(from);
    String text = GOOD.replace(from, to);
    assertThatThrownBy(() -> TraceFile.parse(text, "bad.json"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage("bad.json:" + message);
  }

  @Test
  void whatIsNoReadableFileIsSaidInOneLine() throws IOException {
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> TraceFile.read(missing))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(missing + ": there is no such file; expected a trace file");
    assertThatThrownBy(() -> TraceFile.read(folder))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(folder + ": this is a directory; expected a trace file");
    Path binary = folder.resolve("binary.json");
    Files.write(binary, new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(() -> TraceFile.read(binary))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(binary + ": it is no text in UTF-8; expected a trace file");
    Path empty = Files.createFile(folder.resolve("empty.json"));
    assertThatThrownBy(() -> TraceFile.read(empty))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(empty + ":1:1: there is nothing; expected a trace in JSON");
  }

  @Test
  void aFileBelowADirectoryThatIsNoneCannotBeRead() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("below.json");
    assertThatThrownBy(() -> TraceFile.read(below))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(below + ": it cannot be read; expected a file that can be read");
  }

  @Test
  void aFileBeyondTheLimitIsRefusedBeforeItIsParsed() throws IOException {
    Path large = folder.resolve("large.json");
    // Fewer characters than octets: what counts is the size of the file.
    Files.writeString(large, "\u00e9".repeat(TraceFile.LIMIT / 2 + 1));
    String complaint = ": it has more than 16777216 octets; expected a trace file below that";
    assertThatThrownBy(() -> TraceFile.read(large))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage(large + complaint);
    String blank = " ".repeat(TraceFile.LIMIT - GOOD.length());
    assertThat(TraceFile.parse(GOOD + blank, "just.json")).isEqualTo(GOOD_TRACE);
    assertThatThrownBy(() -> TraceFile.parse(GOOD + blank + " ", "large.json"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage("large.json" + complaint);
  }

  @Test
  void textOfOtherScriptsIsReadAndWrittenInAscii() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(
        file, GOOD.replace("nothing special", "\u4f8b \u00e9"), StandardCharsets.UTF_8);
    Trace trace = TraceFile.read(file);
    assertThat(trace.comment()).isEqualTo("\u4f8b \u00e9");
    assertThat(TraceFile.toJson(trace)).contains("\"\\u4F8B \\u00E9\"");
  }

  @Test
  void namesAndContentsOfFilesDoNotBreakTheLine() {
    assertThatThrownBy(() -> TraceFile.parse("[", "a\nb\u0007.json"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage("a b .json:1:2: the text ends too early; expected the rest of the trace");
    String text = GOOD.replace("\"x448\"", "\"" + "\\n\\u0007".repeat(1000) + "\"");
    assertThatThrownBy(() -> TraceFile.parse(text, "bad.json"))
        .isInstanceOf(TraceFormatException.class)
        .message()
        .hasSizeLessThan(500)
        .matches("[ -~]*");
  }

  private static Trace with(ClientSetup client, Set<Rule> unenforced) {
    return new Trace(
        "",
        Optional.of(
            new ClientSetup(
                client.groups(),
                client.shared(),
                client.suites(),
                client.versions(),
                client.sessionId(),
                client.extras(),
                client.padTo(),
                unenforced)),
        Optional.empty(),
        GOOD_TRACE.moves());
  }

  private static Trace withExtra(Extension extra) {
    ClientSetup client = GOOD_TRACE.client().orElseThrow();
    return with(
        new ClientSetup(
            client.groups(),
            client.shared(),
            client.suites(),
            client.versions(),
            client.sessionId(),
            List.of(extra),
            client.padTo(),
            client.unenforced()),
        Set.of());
  }

  @Provide
  Arbitrary<Trace> traces() {
    return Combinators.combine(
            Arbitraries.strings().ofMaxLength(20),
            clients().optional(0.7),
            servers().optional(0.7),
            moves().list().ofMaxSize(8),
            Arbitraries.of(Profile.class))
        .as(
            (comment, client, server, moves, profile) ->
                new Trace(
                    comment,
                    (client.isEmpty() && server.isEmpty() ? GOOD_TRACE.client() : client)
                        .map(setup -> setup.following(profile)),
                    server.map(setup -> setup.following(profile)),
                    moves))
        .withoutEdgeCases();
  }

  private static Arbitrary<ClientSetup> clients() {
    return Combinators.combine(
            groups(),
            Arbitraries.of(true, false).list().ofSize(8),
            codes(CipherSuite::new, 0x1301, 0x1305).list().ofMinSize(1).ofMaxSize(5),
            codes(ProtocolVersion::new, 0x0300, 0x0304).list().ofMinSize(1).ofMaxSize(5),
            octets(0, 32),
            extras().list().ofMaxSize(4),
            Arbitraries.integers().between(0, 16_384),
            rules())
        .as(
            (groups, picks, suites, versions, sessionId, extras, padTo, unenforced) ->
                new ClientSetup(
                    groups,
                    shared(groups, picks),
                    suites,
                    versions,
                    sessionId,
                    extras,
                    padTo,
                    unenforced));
  }

  private static Set<NamedGroup> shared(List<NamedGroup> groups, List<Boolean> picks) {
    Set<NamedGroup> shared = new HashSet<>();
    for (int i = 0; i < groups.size(); i++) {
      NamedGroup group = groups.get(i);
      if (picks.get(i) && (group.isGrease() || KeyExchange.supports(group))) {
        shared.add(group);
      }
    }
    return shared;
  }

  private static Arbitrary<List<NamedGroup>> groups() {
    return Arbitraries.oneOf(
            Arbitraries.of(KeyExchange.supportedGroups()),
            codes(NamedGroup::new, 0x0017, 0x001e),
            Arbitraries.of(new NamedGroup(0x0a0a), new NamedGroup(0xfafa)))
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** Draws extensions in the form in which a ClientHello is read. */
  private static Arbitrary<Extension> extras() {
    return Combinators.combine(codes(ExtensionType::new, 0, 51), octets(0, 12))
        .as(ExtraExtensions::of);
  }

  private static Arbitrary<ServerSetup> servers() {
    return Combinators.combine(
            Arbitraries.of(KeyExchange.supportedGroups()).list().uniqueElements().ofMinSize(1),
            codes(CipherSuite::new, 0x1301, 0x1305)
                .filter(CipherSuite::isKnown)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(3),
            Arbitraries.of(Take.class),
            octets(1, 40).optional(),
            rules())
        .as(ServerSetup::new);
  }

  private static Arbitrary<Move> moves() {
    Arbitrary<Payload> payloads =
        Arbitraries.oneOf(
            octets(0, 40).map(Payload.Handshake::new),
            Combinators.combine(
                    Arbitraries.integers().between(0, 255), Arbitraries.integers().between(0, 255))
                .as(
                    (level, code) ->
                        new Payload.AlertPayload(new Alert(level, new AlertDescription(code)))),
            Arbitraries.just(new Payload.Close()));
    return Arbitraries.oneOf(
        Arbitraries.of(new Move.ClientStarts(), new Move.ClientReads(), new Move.ServerReads()),
        payloads.map(Move.ServerSends::new),
        payloads.map(Move.ClientSends::new));
  }

  private static Arbitrary<Set<Rule>> rules() {
    return Arbitraries.of(Rule.class).set().ofMaxSize(4);
  }

  /** Draws code points, often from a range in which most have a name. */
  private static <T> Arbitrary<T> codes(IntFunction<T> code, int from, int to) {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(from, to), Arbitraries.integers().between(0, 0xffff))
        .map(code::apply);
  }

  private static Arbitrary<Bytes> octets(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }
}

package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Profile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The PSKs of trace files. */
class PskTraceFileTests {
  private static final String TRACE =
      """
      {"format": "hello-again-trace/1",
       "client": {"groups": [], "shared": [], "suites": ["TLS_AES_128_GCM_SHA256"],
                  "versions": ["TLS 1.3"],
                  "psks": [{"identity": "71", "key": "2525", "hash": "SHA-256",
                            "kind": "resumption", "earlySuite": "TLS_AES_128_GCM_SHA256",
                            "ages": [4294967295, 0]}],
                  "pskModes": ["psk_ke"], "earlyData": true, "keepsUnfitPsks": true},
       "server": {"groups": ["x25519"], "suites": ["TLS_AES_128_GCM_SHA256"], "take": "shared",
                  "psks": [{"identity": "71", "key": "2525", "hash": "SHA-256",
                            "kind": "resumption", "earlySuite": "TLS_AES_128_GCM_SHA256"}],
                  "pskModes": ["psk_ke"], "pskFirst": true, "earlyData": true},
       "moves": [{"move": "ClientStarts"}, {"move": "ServerReads"}, {"move": "ClientReads"}]}
      """;

  @Provide
  Arbitrary<Script> scripts() {
    return Scripts.of(World.HONEST, Profile.RFC8446);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everySetupComesBackAsItWas(@ForAll("scripts") Script script) {
    Trace trace =
        new Trace("", Optional.of(script.client()), Optional.of(script.server()), List.of());

    assertThat(TraceFile.parse(TraceFile.toJson(trace), "trace")).isEqualTo(trace);
  }

  @Test
  void traceWithPsksReplays() {
    Trace trace = TraceFile.parse(TRACE, "psk.json");

    Verdict verdict = Replay.replay(Models.REPLAY, Reference.HELLO_AGAIN, trace);

    assertThat(verdict.agrees()).isTrue();
    assertThat(verdict.events().get(2).state().get("mode").asString()).isEqualTo("psk_ke");
    assertThat(verdict.events().get(1).state().get("earlyData").asString()).isEqualTo("accepted");
  }

  @Test
  void psksThatNobodyCanOfferAreRefused() {
    assertRefused("\"psk_ke\"]", "]", "PSKs without modes");
    assertRefused("\"psk_ke\"]", "\"psk_dhe_ke\"]", "groups");
    assertRefused("\"SHA-256\"", "\"SHA-384\"", "has not the hash");
    assertRefused("\"SHA-256\"", "\"SHA-1\"", "SHA-384");
    assertRefused("\"resumption\"", "\"ticket\"", "external");
    assertRefused("[4294967295, 0]", "[4294967296, 0]", "4294967295");
    assertRefused("[4294967295, 0]", "[0]", "two ages");
    assertRefused("\"keepsUnfitPsks\": true", "\"keepsUnfitPsks\": 1", "true or false");
  }

  private static void assertRefused(String part, String other, String complaint) {
    assertThatThrownBy(
            () -> TraceFile.parse(TRACE.replaceFirst(Pattern.quote(part), other), "psk.json"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining(complaint);
  }
}

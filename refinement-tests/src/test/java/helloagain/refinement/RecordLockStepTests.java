package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The endpoints keep to the record layer of the specification, and broken ones are caught. The
 * numbers P14 to P24 are root causes of real defects.
 */
class RecordLockStepTests {
  private static final long SEED = 20_180_810;
  private static final RecordMove HELLO = new RecordMove.Hello(0, 0, 0x0303);
  private static final RecordMove FINISHED = new RecordMove.ProtectedFlight(0);
  private static final RecordMove CCS = new RecordMove.ChangeCipherSpec(Bytes.hex("01"), 0x0303);
  private static final RecordScript.Setup RETRIED = setup(true, true, true);
  private static final RecordScript.Setup EARLY = setup(true, true, false);

  private static RecordScript.Setup setup(boolean compatible, boolean early, boolean retries) {
    return new RecordScript.Setup(compatible, early, retries, false, 32, 60, Set.of());
  }

  @Provide
  Arbitrary<RecordScript> scripts() {
    return RecordScripts.any();
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void everyRecordIsReadAsTheSpecificationAllows(@ForAll("scripts") RecordScript script) {
    assertThat(RecordLockStep.run(Models.RECORDS, RecordReference.HELLO_AGAIN, script).difference())
        .isEmpty();
  }

  @Test
  void theDrawsSeeEverythingThatCanBecomeOfARecord() {
    RecordRefinement.Report report = search(RecordReference.HELLO_AGAIN, Optional.empty());

    assertThat(report.differing()).as("seed %d", SEED).isEmpty();
    assertThat(report.unseen()).as("seed %d: %s", SEED, report.records()).isEmpty();
  }

  static Stream<Rule> mandatory() {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.layer() == Rule.Layer.RECORD && rule.level() == Rule.Level.MUST);
  }

  @ParameterizedTest
  @MethodSource("mandatory")
  void endpointThatLeavesOutARuleIsCaughtByIt(Rule rule) {
    RecordVerdict found =
        search(RecordReference.HELLO_AGAIN, Optional.of(rule)).differing().orElseThrow();

    assertThat(found.difference().orElseThrow().broken()).contains(rule);
  }

  @Test
  void endpointThatLeavesOutWhatItMayIsNotCaught() {
    for (Rule rule : RecordScripts.optional()) {
      RecordRefinement.Report report =
          RecordRefinement.run(
              Models.RECORDS, 200, SEED, RecordReference.HELLO_AGAIN, Optional.of(rule));
      assertThat(report.differing()).isEmpty();
      assertThat(report.records()).doesNotContainKey(rule.operator());
    }
  }

  @Test
  void p14ServerThatRefusesEarlyDataAfterARetryIsCaught() {
    assertCaught(
        reading(octets -> octets.at(0) == 23 ? withType(octets, 24) : octets),
        server(RETRIED, HELLO, new RecordMove.Opaque(20)));
  }

  @Test
  void p14ServerThatSkipsEarlyDataWithoutALimitIsCaughtByEarlyDataFits() {
    RecordVerdict caught =
        RecordLockStep.run(
            Models.RECORDS,
            RecordReference.HELLO_AGAIN,
            server(RETRIED.without(Rule.EARLY_DATA_FITS), HELLO, new RecordMove.Opaque(61)));
    assertThat(caught.difference().orElseThrow().broken()).containsExactly(Rule.EARLY_DATA_FITS);
  }

  /** Octets that are not counted were looked at, or lost. */
  @Test
  void p14ServerThatDoesNotCountEarlyDataIsCaught() {
    assertCaught(
        reading(octets -> octets.at(0) == 23 ? Bytes.hex("1703030000") : octets),
        server(EARLY, HELLO, new RecordMove.Opaque(20), FINISHED));
  }

  @Test
  void p15EndpointThatTakesChangeCipherSpecForSomethingIsCaught() {
    for (RecordScript script :
        List.of(
            client(RETRIED, CCS, HELLO, CCS, HELLO),
            server(RETRIED, HELLO, CCS, HELLO, CCS, FINISHED))) {
      assertCaught(reading(octets -> octets.at(0) == 20 ? withType(octets, 24) : octets), script);
    }
  }

  @Test
  void p15ServerThatSendsChangeCipherSpecAgainAfterServerHelloIsCaught() {
    RecordReference broken =
        new RecordReference() {
          @Override
          public Bytes send(Bytes records) {
            return records.isEmpty() ? records : withOneCcs(records);
          }
        };
    assertCaught(broken, server(RETRIED, HELLO, HELLO));
    assertThat(RecordLockStep.run(Models.RECORDS, broken, server(RETRIED, HELLO)).agrees())
        .isTrue();
  }

  @Test
  void p15ServerThatSendsNoChangeCipherSpecIsCaught() {
    RecordReference broken =
        new RecordReference() {
          @Override
          public Bytes send(Bytes records) {
            return withoutCcs(records);
          }
        };
    assertCaught(broken, server(setup(true, false, false), HELLO));
    assertCaught(broken, client(setup(true, false, true), HELLO));
  }

  @Test
  void p16EndpointThatJudgesTheVersionOfARecordIsCaught() {
    assertCaught(
        reading(octets -> octets.at(2) == 3 ? octets : withType(octets, 24)),
        server(RETRIED, new RecordMove.Hello(0, 0, 0x0301)));
  }

  @Test
  void p16ClientWhoseSecondHelloSaysTls10IsCaught() {
    RecordReference broken =
        new RecordReference() {
          @Override
          public Bytes send(Bytes records) {
            byte[] octets = records.toArray();
            if (octets.length > 0) {
              octets[2] = 1;
            }
            return Bytes.of(octets);
          }
        };
    assertCaught(broken, client(setup(false, false, true), HELLO));
  }

  @Test
  void p24EndpointThatForgetsTheFirstPartOfAHelloIsCaught() {
    RecordScript.Setup setup = setup(true, false, true);
    RecordMove part = new RecordMove.Hello(20, 0, 0x0303);
    RecordReference broken = reading(octets -> octets.size() < 60 ? Bytes.EMPTY : octets);
    assertCaught(broken, server(setup, part, HELLO));
    assertCaught(broken, client(setup, part, HELLO));
  }

  @Test
  void p24ServerThatReadsOnBehindTheHelloThatChangesKeysIsCaughtByKeysChangeAtRecordEnd() {
    RecordVerdict caught =
        RecordLockStep.run(
            Models.RECORDS,
            RecordReference.HELLO_AGAIN,
            server(
                setup(true, false, false).without(Rule.KEYS_CHANGE_AT_RECORD_END),
                new RecordMove.Hello(1, 0, 0x0303),
                new RecordMove.Fragment(Bytes.hex("00080000"))));
    assertThat(caught.difference().orElseThrow().broken())
        .containsExactly(Rule.KEYS_CHANGE_AT_RECORD_END);
  }

  @Test
  void theSameSeedGivesTheSameRuns() {
    assertThat(
            RecordRefinement.run(
                    Models.RECORDS, 50, 7, RecordReference.HELLO_AGAIN, Optional.empty())
                .records())
        .isEqualTo(
            RecordRefinement.run(
                    Models.RECORDS, 50, 7, RecordReference.HELLO_AGAIN, Optional.empty())
                .records())
        .isNotEmpty();
  }

  private static RecordRefinement.Report search(RecordReference reference, Optional<Rule> without) {
    return RecordRefinement.run(
        Models.RECORDS, without.isPresent() ? 8000 : 2500, SEED, reference, without);
  }

  /** The script is read as it should be by the reference, and not by the broken one. */
  private static void assertCaught(RecordReference broken, RecordScript script) {
    assertThat(RecordLockStep.run(Models.RECORDS, broken, script).agrees()).isFalse();
    assertThat(RecordLockStep.run(Models.RECORDS, RecordReference.HELLO_AGAIN, script).difference())
        .isEmpty();
  }

  private static RecordScript server(RecordScript.Setup setup, RecordMove... moves) {
    return new RecordScript(RecordScript.Reader.SERVER, setup, List.of(moves));
  }

  private static RecordScript client(RecordScript.Setup setup, RecordMove... moves) {
    return new RecordScript(RecordScript.Reader.CLIENT, setup, List.of(moves));
  }

  private static RecordReference reading(UnaryOperator<Bytes> distortion) {
    return new RecordReference() {
      @Override
      public Bytes read(Bytes record) {
        return distortion.apply(record);
      }
    };
  }

  private static Bytes withType(Bytes record, int type) {
    return Bytes.concat(Bytes.of((byte) type), record.slice(1, record.size()));
  }

  private static Bytes withoutCcs(Bytes records) {
    List<Bytes> kept = new ArrayList<>();
    for (TlsRecord record : RecordReader.EMPTY.feed(records).records()) {
      if (record.type().code() != 20) {
        kept.add(RecordCodec.encode(record));
      }
    }
    return Bytes.concat(kept.toArray(Bytes[]::new));
  }

  private static Bytes withOneCcs(Bytes records) {
    return Bytes.concat(withoutCcs(records), Bytes.hex("140303000101"));
  }
}

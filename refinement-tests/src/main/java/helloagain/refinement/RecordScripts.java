package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws streams of records with jqwik: cut, glued, relabelled, damaged, and put in anywhere. */
public final class RecordScripts {
  private RecordScripts() {}

  /** Draws scripts for both receivers. */
  public static Arbitrary<RecordScript> any() {
    return Combinators.combine(
            Arbitraries.of(RecordScript.Reader.class),
            setups(),
            moves().list().ofMinSize(1).ofMaxSize(14))
        .as(RecordScript::new);
  }

  /** Draws scripts for a reader that leaves one rule out. */
  public static Arbitrary<RecordScript> without(Rule rule) {
    return any()
        .map(
            script ->
                new RecordScript(script.reader(), script.setup().without(rule), script.moves()));
  }

  private static Arbitrary<RecordScript.Setup> setups() {
    Arbitrary<Boolean> coin = Arbitraries.of(true, false);
    return Combinators.combine(
            coin,
            coin,
            coin,
            coin,
            Arbitraries.of(0, 1, 3, 32),
            Arbitraries.of(0, 20, 60, 16384),
            coin)
        .as(
            (compatible, early, retries, stateless, ccsLimit, earlyLimit, strict) ->
                new RecordScript.Setup(
                    compatible,
                    early && !stateless,
                    retries && !stateless,
                    stateless,
                    ccsLimit,
                    earlyLimit,
                    strict
                        ? Set.of()
                        : Set.of(
                            Rule.RECORD_IS_NOT_INTERLEAVED, Rule.CHANGE_CIPHER_SPECS_ARE_FEW)));
  }

  private static Arbitrary<RecordMove> moves() {
    Arbitrary<Integer> versions =
        Arbitraries.frequency(
            Tuple.of(4, 0x0303),
            Tuple.of(2, 0x0301),
            Tuple.of(1, 0x0300),
            Tuple.of(1, 0x0304),
            Tuple.of(1, 0x7f17));
    Arbitrary<RecordMove> whole = versions.map(version -> new RecordMove.Hello(0, 0, version));
    Arbitrary<RecordMove> cut =
        Combinators.combine(Arbitraries.integers().between(1, 180), versions)
            .as((less, version) -> new RecordMove.Hello(less, 0, version));
    Arbitrary<RecordMove> glued =
        Combinators.combine(Arbitraries.of(1, 3, 4, 40, 1000), versions)
            .as((more, version) -> new RecordMove.Hello(0, more, version));
    Arbitrary<RecordMove> damaged =
        Combinators.combine(
                Arbitraries.integers().between(0, 250), Arbitraries.integers().between(1, 255))
            .as(RecordMove.DamagedHello::new);
    Arbitrary<RecordMove> ccs =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(8, Bytes.hex("01")),
                    Tuple.of(1, Bytes.hex("00")),
                    Tuple.of(1, Bytes.hex("0101")),
                    Tuple.of(1, Bytes.EMPTY)),
                versions)
            .as(RecordMove.ChangeCipherSpec::new);
    Arbitrary<RecordMove> alerts =
        Arbitraries.of("0228", "0100", "02", "", "022802", "02280228")
            .map(Bytes::hex)
            .map(RecordMove.AlertOctets::new);
    Arbitrary<RecordMove> fragments =
        Arbitraries.of(
                "",
                "08",
                "08000000",
                "0b00",
                "01000001",
                "02000000",
                "16ffffff",
                "fe000020",
                "0800000008",
                "1400000400000000")
            .map(Bytes::hex)
            .map(RecordMove.Fragment::new);
    Arbitrary<RecordMove> opaque =
        Arbitraries.of(0, 1, 17, 20, 41, 16384, 16640, 16641).map(RecordMove.Opaque::new);
    Arbitrary<RecordMove> octets =
        Combinators.combine(
                Arbitraries.of(0, 19, 20, 21, 22, 24, 255), Arbitraries.of(1, 16384, 16385, 65535))
            .as(RecordMove.Octets::new);
    Arbitrary<RecordMove> sealed =
        Combinators.combine(
                Arbitraries.of(0, 20, 21, 22, 22, 23, 24),
                Arbitraries.of("", "01", "0228", "08000000", "0800000008", "1400", "16ffffff")
                    .map(Bytes::hex),
                Arbitraries.of(0, 0, 5))
            .as(RecordMove.Protected::new);
    Arbitrary<RecordMove> flight =
        Arbitraries.of(0, 0, 1, 30, 38).map(RecordMove.ProtectedFlight::new);
    return Arbitraries.frequencyOf(
        Tuple.of(14, whole),
        Tuple.of(5, cut),
        Tuple.of(1, glued),
        Tuple.of(1, damaged),
        Tuple.of(6, ccs),
        Tuple.of(1, alerts),
        Tuple.of(1, fragments),
        Tuple.of(4, opaque),
        Tuple.of(1, octets),
        Tuple.of(4, sealed),
        Tuple.of(3, flight));
  }

  /** Returns the rules that leave the choice, so that to leave them out is no fault. */
  static List<Rule> optional() {
    return List.of(Rule.RECORD_IS_NOT_INTERLEAVED, Rule.CHANGE_CIPHER_SPECS_ARE_FEW);
  }
}

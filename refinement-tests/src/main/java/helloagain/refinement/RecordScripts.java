package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  /**
   * Draws scripts like these, and as many streams that nobody needs to refuse: hellos in pieces,
   * {@code change_cipher_spec} and early data anywhere. Most of the others end at an early record.
   */
  public static Arbitrary<RecordScript> mixed() {
    return Arbitraries.oneOf(
        any(),
        Combinators.combine(
                Arbitraries.of(RecordScript.Reader.class),
                lenientSetups(),
                pieces(),
                harmless().list().ofMaxSize(4),
                pieces(),
                harmless().list().ofMaxSize(2))
            .as(
                (reader, setup, first, between, second, after) ->
                    new RecordScript(
                        reader,
                        setup,
                        Stream.of(
                                first,
                                between,
                                setup.retries() ? second : List.<RecordMove>of(),
                                after,
                                List.<RecordMove>of(new RecordMove.ProtectedFlight(0)))
                            .flatMap(List::stream)
                            .filter(move -> isExpected(move, reader, setup))
                            .toList())));
  }

  /** Early data has no place but at a server that was told of it (4.2.10). */
  private static boolean isExpected(
      RecordMove move, RecordScript.Reader reader, RecordScript.Setup setup) {
    return !(move instanceof RecordMove.Opaque)
        || (reader == RecordScript.Reader.SERVER && setup.early());
  }

  /** Draws a hello in up to six records, now and then with something between two of them. */
  private static Arbitrary<List<RecordMove>> pieces() {
    Arbitrary<List<Integer>> cuts =
        Arbitraries.integers().between(1, 100).list().uniqueElements().ofMaxSize(5);
    return Combinators.combine(cuts, harmless().optional(0.2), Arbitraries.of(0, 1, 2))
        .as(
            (held, intruder, place) -> {
              List<RecordMove> pieces = new ArrayList<>();
              // What is held back gets less from piece to piece.
              held.stream()
                  .sorted(Comparator.reverseOrder())
                  .forEach(less -> pieces.add(new RecordMove.Hello(less, 0, 0x0303)));
              pieces.add(new RecordMove.Hello(0, 0, 0x0303));
              intruder.ifPresent(move -> pieces.add(Math.min(place, pieces.size() - 1), move));
              return pieces;
            });
  }

  private static Arbitrary<RecordScript.Setup> lenientSetups() {
    return Combinators.combine(
            Arbitraries.of(true, false), Arbitraries.of(true, false), Arbitraries.of(true, false))
        .as(
            (compatible, early, retries) ->
                new RecordScript.Setup(
                    compatible,
                    early,
                    retries,
                    false,
                    32,
                    16_384,
                    // An endpoint may let records stand between the pieces of a message (5.1).
                    Set.copyOf(optional())));
  }

  private static Arbitrary<RecordMove> harmless() {
    Arbitrary<RecordMove> early = Arbitraries.of(17, 20, 41, 200).map(RecordMove.Opaque::new);
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(new RecordMove.ChangeCipherSpec(Bytes.hex("01"), 0x0303))),
        Tuple.of(2, early));
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
        Combinators.combine(Arbitraries.integers().between(1, 300), versions)
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

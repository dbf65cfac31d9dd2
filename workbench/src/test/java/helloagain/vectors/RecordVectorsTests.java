package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.vectors.Verdict.Grade;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the vectors of records to the record layer of the reference, and to RFC 8446, 5.1. */
class RecordVectorsTests {
  private static final List<VectorSet> SETS =
      List.of(
          Published.set(VectorSource.CLIENT_RECORDS), Published.set(VectorSource.SERVER_RECORDS));

  @Test
  void theReferenceConformsToEveryVectorOfRecords() {
    for (VectorSet set : SETS) {
      assertThat(set.vectors().values())
          .allSatisfy(vector -> assertThat(Conformance.departure(set, vector)).isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {
        "RECORD_FITS",
        "RECORD_TYPE_IS_EXPECTED",
        "RECORD_OPENS",
        "CHANGE_CIPHER_SPEC_IS_ONE",
        "CHANGE_CIPHER_SPEC_IS_IN_TIME",
        "KEYS_CHANGE_AT_RECORD_END",
        "ALERT_IS_TWO_BYTES"
      })
  void aReceiverThatLeavesARuleOfRecordsUncheckedFailsAVectorThatNamesIt(Rule rule) {
    assertThat(Conformance.departures(rule, SETS).findFirst())
        .hasValueSatisfying(
            departure -> assertThat(departure.vector().rules()).contains(rule.id()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {
        "HELLO_ENDS_ITS_RECORD",
        "FRAGMENT_IS_NOT_EMPTY",
        "RECORD_IS_NOT_INTERLEAVED",
        "CHANGE_CIPHER_SPECS_ARE_FEW"
      })
  void whereTheSenderAloneIsBoundTheReceiverHasTheChoice(Rule rule) {
    assertThat(Conformance.departures(rule, SETS)).isEmpty();
    assertThat(SETS)
        .allSatisfy(
            set ->
                assertThat(set.vectors().values())
                    .filteredOn(vector -> vector.rules().equals(Set.of(rule.id())))
                    .isNotEmpty()
                    .allMatch(vector -> vector.result() == Vector.Result.MAY));
  }

  @ParameterizedTest
  @EnumSource
  void aReceiverThatBreaksADutyFailsAVector(BrokenReceiver broken) {
    assertThat(Conformance.departures(broken, SETS).findFirst()).isPresent();
  }

  @Test
  void theVersionOfARecordIsNeverAReasonToAbort() {
    for (VectorSet set : SETS) {
      List<Vector> ofVersions =
          set.vectors().values().stream()
              .filter(
                  vector ->
                      vector.steps().stream()
                          .anyMatch(step -> words(set, step).contains("of version 0x")))
              .toList();
      assertThat(ofVersions)
          .hasSizeGreaterThan(10)
          .allMatch(vector -> vector.result() == Vector.Result.MUST_CONTINUE);
    }
  }

  private static String words(VectorSet set, Vector.Step step) {
    return Objects.requireNonNull(set.messages().get(step.message())).words();
  }

  /** Is a server that says one thing, whatever it is told. */
  private record Parrot(Heard heard) implements Tested {
    @Override
    public Optional<Heard> start() {
      return Optional.of(heard);
    }

    @Override
    public Optional<Heard> tell(Bytes raw) {
      return Optional.of(heard);
    }

    @Override
    public Optional<Heard> tell(List<TlsRecord> records) {
      return Optional.of(heard);
    }

    @Override
    public Optional<Heard> tell(AlertDescription alert) {
      return Optional.of(heard);
    }

    @Override
    public Optional<Heard> tellEnd() {
      return Optional.of(heard);
    }

    @Override
    public void close() {}
  }

  private static Grade gradeOfIllegalParameter(String words) throws IOException {
    VectorSet set = SETS.get(1);
    Vector vector =
        set.vectors().values().stream()
            .filter(one -> words(set, one.steps().get(0)).startsWith(words))
            .findFirst()
            .orElseThrow();
    TestedPeer kind = Objects.requireNonNull(set.peers().get(vector.peers().first()));
    return VectorRunner.run(
            set,
            vector,
            kind,
            Profile.RFC8446,
            new Parrot(new Heard.FatalAlert(AlertDescription.ILLEGAL_PARAMETER)))
        .grade();
  }

  @Test
  void whoMayTakeTwoAlertsForTheEndIsFreeInItsAlertAndWhoIsToldHalfAnAlertIsNot()
      throws IOException {
    assertThat(gradeOfIllegalParameter("two alerts in a record")).isEqualTo(Grade.LEFT_OPEN);
    assertThat(gradeOfIllegalParameter("an alert of 1 octet")).isEqualTo(Grade.OTHER_ALERT);
  }

  @Test
  void theMachinesHaveNoRecordLayer() {
    VectorSet set = SETS.get(0);
    TestedPeer kind = Objects.requireNonNull(set.peers().get(set.peers().firstKey()));
    try (ReferencePeer peer =
        ReferencePeer.of(Reference.HELLO_AGAIN, Profile.RFC8446, kind, Set.of())) {
      assertThatThrownBy(() -> peer.tell(List.<TlsRecord>of()))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50, -1})
  void theFragmentsOfAMessageMakeIt(int cut) {
    List<Part> message =
        List.of(
            new Part.Octets(Bytes.hex("02")),
            new Part.Sized(
                3,
                List.of(
                    new Part.Octets(Bytes.repeat(1, 40)),
                    new Part.Fill(Place.SESSION_ID),
                    new Part.Octets(Bytes.repeat(2, 40)))));
    Bytes sessionId = Bytes.repeat(9, 32);
    List<TlsRecord> records =
        new Message.Content.Records(Wire.fragments(message, List.of(cut))).made(any -> sessionId);

    assertThat(records).hasSize(2);
    assertThat(records.get(0).fragment().size()).isEqualTo(cut < 0 ? 115 : cut);
    assertThat(SentRecords.NONE.with(records).completed())
        .containsExactly(Part.octets(message, any -> sessionId));
  }

  @Test
  void aMessageIsCompleteWhenItsLastFragmentIsThere() {
    List<TlsRecord> halves =
        new Message.Content.Records(
                Wire.fragments(Wire.octets(Bytes.hex("0100000401020304")), List.of(5)))
            .made(any -> Bytes.EMPTY);
    SentRecords half = SentRecords.NONE.with(halves.subList(0, 1));

    assertThat(half.completed()).isEmpty();
    assertThat(half.with(halves.subList(1, 2)).completed())
        .containsExactly(Bytes.hex("0100000401020304"));
  }

  @Test
  void manyZerosAreCountedAndNotWrittenDown() {
    Bytes octets = Bytes.concat(Bytes.hex("0100"), Bytes.repeat(0, 100), Bytes.hex("02000003"));
    List<Part> parts = Wire.shortened(Wire.octets(octets));

    assertThat(parts)
        .containsExactly(
            new Part.Octets(Bytes.hex("01")),
            new Part.Zeros(101),
            new Part.Octets(Bytes.hex("02000003")));
    assertThat(Part.octets(parts, any -> Bytes.EMPTY)).isEqualTo(octets);
  }

  @Test
  void aRecordIsWrittenWhateverItsTypeAndLength() {
    TlsRecord record =
        new TlsRecord(new ContentType(255), new ProtocolVersion(0xfefd), Bytes.repeat(0, 65535));

    assertThat(SentRecords.octets(List.of(record)).slice(0, 6))
        .isEqualTo(Bytes.hex("fffefdffff00"));
    assertThat(SentRecords.octets(List.of(record)).size()).isEqualTo(5 + 65535);
  }

  @Test
  void bothRolesAreToldEveryFaultOfARecord() {
    Set<String> faults =
        Set.of("REC-07", "REC-11", "REC-12", "REC-13", "REC-17", "REC-24", "CCS-02", "ED-12");
    assertThat(SETS)
        .allSatisfy(
            set ->
                assertThat(
                        set.vectors().values().stream()
                            .flatMap(vector -> vector.rules().stream())
                            .collect(Collectors.toSet()))
                    .containsAll(faults));
  }
}

package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.MessageArbitraries;
import helloagain.message.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordReaderTests {
  @Property
  void streamGivesTheSameRecordsHoweverItIsCut(
      @ForAll("records") List<TlsRecord> records, @ForAll @IntRange(min = 1, max = 9) int step) {
    Bytes stream = encode(records);

    RecordReader.Result whole = RecordReader.EMPTY.feed(stream);
    RecordReader.Result cut = feedInSteps(stream, step);

    assertThat(whole.records()).isEqualTo(records);
    assertThat(whole.next().isAtBoundary()).isTrue();
    assertThat(cut).isEqualTo(whole);
  }

  @Property
  void damagedStreamGivesTheSameRecordsAndFailureHoweverItIsCut(
      @ForAll("records") List<TlsRecord> records,
      @ForAll @IntRange(max = 0xffff) int place,
      @ForAll byte octet,
      @ForAll @IntRange(min = 1, max = 9) int step) {
    byte[] octets = encode(records).toArray();
    if (octets.length == 0) {
      return;
    }
    octets[place % octets.length] = octet;

    RecordReader.Result whole = RecordReader.EMPTY.feed(Bytes.of(octets));

    assertThat(feedInSteps(Bytes.of(octets), step)).isEqualTo(whole);
    assertThat(whole.failure().map(DecodeFailure::alert).orElse(AlertDescription.RECORD_OVERFLOW))
        .isIn(AlertDescription.RECORD_OVERFLOW, AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  @Tag("REC-07")
  void plaintextRecordHoldsAtMost16384Octets() {
    assertThat(RecordReader.EMPTY.feed(Bytes.hex("1603034000")).failure()).isEmpty();
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("1603034001")),
        3,
        "record.length",
        AlertDescription.RECORD_OVERFLOW);
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("15030341 00")),
        3,
        "record.length",
        AlertDescription.RECORD_OVERFLOW);
  }

  @Test
  void protectedRecordHoldsAtMost16640Octets() {
    assertThat(RecordReader.EMPTY.feed(Bytes.hex("1703034100")).failure()).isEmpty();
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("1703034101")),
        3,
        "record.length",
        AlertDescription.RECORD_OVERFLOW);
  }

  @Test
  void largestRecordIsReadWhole() {
    TlsRecord record =
        new TlsRecord(ContentType.HANDSHAKE, ProtocolVersion.TLS_12, Bytes.repeat(1, 16384));

    assertThat(RecordReader.EMPTY.feed(RecordCodec.encode(record)).records())
        .containsExactly(record);
  }

  @Test
  @Tag("REC-13")
  void emptyHandshakeFragmentIsUnexpected() {
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("1603030000")),
        3,
        "record.length",
        AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  void emptyFragmentOfAnotherTypeIsLeftToItsReceiver() {
    assertThat(RecordReader.EMPTY.feed(Bytes.hex("1503030000 1703030000")).records()).hasSize(2);
  }

  @Test
  @Tag("REC-16")
  void undefinedTypeIsUnexpectedAtItsFirstOctet() {
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("47")),
        0,
        "record.type",
        AlertDescription.UNEXPECTED_MESSAGE);
    assertFailure(
        RecordReader.EMPTY.feed(Bytes.hex("18")),
        0,
        "record.type",
        AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  @Tag("REC-03")
  void versionOfARecordIsIgnored() {
    assertThat(RecordReader.EMPTY.feed(Bytes.hex("16 0000 0001 ab")).records())
        .containsExactly(
            new TlsRecord(ContentType.HANDSHAKE, new ProtocolVersion(0), Bytes.hex("ab")));
  }

  @Test
  void recordsBeforeAFaultAreDelivered() {
    RecordReader.Result result =
        RecordReader.EMPTY.feed(Bytes.hex("1503030002 0232 1603030000 1503030002 0100"));

    assertThat(result.records()).hasSize(1);
    assertFailure(result, 10, "record.length", AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  void nothingIsReadAfterAFailure() {
    RecordReader failed = RecordReader.EMPTY.feed(Bytes.hex("00")).next();

    RecordReader.Result result = failed.feed(Bytes.hex("1503030002 0232"));

    assertThat(result.records()).isEmpty();
    assertThat(result.next()).isEqualTo(failed);
  }

  @Test
  void readerIsAValueThatMayBeFedTwice() {
    RecordReader half = RecordReader.EMPTY.feed(Bytes.hex("150303")).next();

    assertThat(half.isAtBoundary()).isFalse();
    assertThat(half.feed(Bytes.hex("00020232")).records())
        .isEqualTo(half.feed(Bytes.hex("00020232")).records())
        .hasSize(1);
  }

  @Test
  @Tag("REC-06")
  void recordAboveItsLimitIsNotWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RecordCodec.encode(
                    new TlsRecord(
                        ContentType.HANDSHAKE, ProtocolVersion.TLS_12, Bytes.repeat(0, 16385))));
    assertThat(
            RecordCodec.encode(
                    new TlsRecord(
                        ContentType.APPLICATION_DATA,
                        ProtocolVersion.TLS_12,
                        Bytes.repeat(0, 16640)))
                .size())
        .isEqualTo(16645);
  }

  @Test
  @Tag("REC-08")
  void contentIsCutIntoRecordsOfTheSizeAskedFor() {
    assertThat(
            RecordCodec.fragment(
                ContentType.HANDSHAKE, ProtocolVersion.TLS_12, Bytes.hex("0102030405"), 2))
        .extracting(TlsRecord::fragment)
        .containsExactly(Bytes.hex("0102"), Bytes.hex("0304"), Bytes.hex("05"));
    assertThat(RecordCodec.fragment(ContentType.HANDSHAKE, ProtocolVersion.TLS_12, Bytes.EMPTY, 2))
        .isEmpty();
  }

  @Test
  void recordsAreNotCutIntoNothingNorBeyondTheLimit() {
    for (int size : new int[] {0, 16385}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  RecordCodec.fragment(
                      ContentType.HANDSHAKE, ProtocolVersion.TLS_12, Bytes.hex("01"), size));
    }
  }

  @Provide
  Arbitrary<List<TlsRecord>> records() {
    return Combinators.combine(
            Arbitraries.integers().between(20, 23).map(ContentType::new),
            Arbitraries.integers().between(0, 0xffff).map(ProtocolVersion::new),
            MessageArbitraries.octets(1, 40))
        .as(TlsRecord::new)
        .list()
        .ofMaxSize(5)
        .withoutEdgeCases();
  }

  private static RecordReader.Result feedInSteps(Bytes stream, int step) {
    List<TlsRecord> records = new ArrayList<>();
    RecordReader reader = RecordReader.EMPTY;
    for (int from = 0; from < stream.size(); from += step) {
      RecordReader.Result result =
          reader.feed(stream.slice(from, Math.min(stream.size(), from + step)));
      records.addAll(result.records());
      reader = result.next();
    }
    return new RecordReader.Result(records, reader);
  }

  private static Bytes encode(List<TlsRecord> records) {
    return Bytes.concat(records.stream().map(RecordCodec::encode).toArray(Bytes[]::new));
  }

  private static void assertFailure(
      RecordReader.Result result, int offset, String field, AlertDescription alert) {
    assertThat(result.failure().map(DecodeFailure::offset)).isEqualTo(Optional.of(offset));
    assertThat(result.failure().map(DecodeFailure::field)).isEqualTo(Optional.of(field));
    assertThat(result.failure().map(DecodeFailure::alert)).isEqualTo(Optional.of(alert));
  }
}

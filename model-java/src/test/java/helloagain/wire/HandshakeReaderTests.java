package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.MessageArbitraries;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HandshakeReaderTests {
  @Property
  void fragmentsGiveTheSameMessagesWhereverTheyAreCut(
      @ForAll @Size(max = 4) List<@From("messages") HandshakeMessage> messages,
      @ForAll @Size(max = 8) List<@IntRange(max = 0xffff) Integer> cuts) {
    List<Bytes> expected = messages.stream().map(HandshakeCodec::encode).toList();
    Bytes stream = Bytes.concat(expected.toArray(Bytes[]::new));

    HandshakeReader.Result result = feedCutAt(stream, cuts);

    assertThat(result.messages()).isEqualTo(expected);
    assertThat(result.next()).isEqualTo(HandshakeReader.EMPTY.feed(stream).next());
    assertThat(result.next().isAtBoundary()).isTrue();
    assertThat(result.failure()).isEmpty();
  }

  @Property(tries = 100)
  void messageMayComeOctetByOctet(@ForAll("messages") HandshakeMessage message) {
    Bytes octets = HandshakeCodec.encode(message);
    HandshakeReader reader = HandshakeReader.EMPTY;

    for (int i = 0; i < octets.size() - 1; i++) {
      HandshakeReader.Result result = reader.feed(octets.slice(i, i + 1));
      reader = result.next();
      assertThat(result.messages()).isEmpty();
      assertThat(reader.isAtBoundary()).isFalse();
      assertThat(reader.pending()).isEqualTo(octets.slice(0, i + 1));
    }
    HandshakeReader.Result last = reader.feed(octets.slice(octets.size() - 1, octets.size()));
    assertThat(last.messages()).containsExactly(octets);
    assertThat(last.next().isAtBoundary()).isTrue();
  }

  @Test
  @Tag("REC-22")
  void largestHelloComesOctetByOctetInReasonableTime() {
    Bytes octets = HandshakeCodec.frame(HandshakeType.CLIENT_HELLO, Bytes.repeat(5, 131_396));
    List<Bytes> messages = new ArrayList<>();
    HandshakeReader reader = HandshakeReader.EMPTY;
    for (int i = 0; i < octets.size(); i++) {
      HandshakeReader.Result result = reader.feed(octets.slice(i, i + 1));
      messages.addAll(result.messages());
      reader = result.next();
    }

    assertThat(messages).containsExactly(octets);
  }

  @Test
  @Tag("REC-08")
  @Tag("REC-11")
  void startOfASecondMessageIsNoBoundary() {
    HandshakeReader.Result result = HandshakeReader.EMPTY.feed(Bytes.hex("14000001ab 1400"));

    assertThat(result.messages()).containsExactly(Bytes.hex("14000001ab"));
    assertThat(result.next().isAtBoundary()).isFalse();
    assertThat(result.next().pending()).isEqualTo(Bytes.hex("1400"));
  }

  @Test
  void bodyMayBeEmpty() {
    assertThat(HandshakeReader.EMPTY.feed(Bytes.hex("05000000 0500")).messages())
        .containsExactly(Bytes.hex("05000000"));
  }

  @Test
  void messageAboveTheLimitIsADecodeErrorAsSoonAsItsHeaderIsThere() {
    HandshakeReader reader = HandshakeReader.withLimit(16);
    HandshakeReader half = reader.feed(Bytes.hex("14000001ab 010000")).next();

    assertThat(half.feed(Bytes.hex("10")).failure()).isEmpty();
    HandshakeReader.Result result = half.feed(Bytes.hex("11"));
    assertThat(result.failure())
        .get()
        .satisfies(failure -> assertThat(failure.offset()).isEqualTo(6))
        .satisfies(failure -> assertThat(failure.field()).isEqualTo("handshake.length"))
        .satisfies(failure -> assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR));
    assertThat(result.next().isAtBoundary()).isFalse();
    assertThat(result.next().feed(Bytes.hex("14000001ab")).messages()).isEmpty();
  }

  @Test
  void messagesBeforeOneAboveTheLimitAreDelivered() {
    HandshakeReader.Result result =
        HandshakeReader.withLimit(16).feed(Bytes.hex("14000001ab 01000011 00"));

    assertThat(result.messages()).containsExactly(Bytes.hex("14000001ab"));
    assertThat(result.failure()).isPresent();
  }

  @Test
  void readersAreEqualWhenTheyHaveReadTheSame() {
    HandshakeReader slow =
        HandshakeReader.EMPTY.feed(Bytes.hex("14")).next().feed(Bytes.hex("000002ab")).next();
    HandshakeReader fast = HandshakeReader.EMPTY.feed(Bytes.hex("14000002ab")).next();

    assertThat(slow).isEqualTo(fast).hasSameHashCodeAs(fast);
    assertThat(slow).isNotEqualTo(HandshakeReader.EMPTY);
    assertThat(slow).isNotEqualTo(HandshakeReader.withLimit(5).feed(slow.pending()).next());
  }

  @Provide
  Arbitrary<HandshakeMessage> messages() {
    return MessageArbitraries.messages();
  }

  private static HandshakeReader.Result feedCutAt(Bytes stream, List<Integer> cuts) {
    List<Integer> places = cuts.stream().map(cut -> cut % (stream.size() + 1)).sorted().toList();
    List<Bytes> messages = new ArrayList<>();
    HandshakeReader reader = HandshakeReader.EMPTY;
    int from = 0;
    for (int place : places) {
      HandshakeReader.Result result = reader.feed(stream.slice(from, place));
      messages.addAll(result.messages());
      reader = result.next();
      from = place;
    }
    HandshakeReader.Result result = reader.feed(stream.slice(from, stream.size()));
    messages.addAll(result.messages());
    return new HandshakeReader.Result(messages, result.next());
  }
}

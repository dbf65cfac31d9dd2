package helloagain.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.message.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTests {
  private static final Bytes FIRST_HELLO = Bytes.hex("01000003 aabbcc");
  private static final Bytes RETRY = Bytes.hex("02000002 dddd");
  private static final Bytes SECOND_HELLO = Bytes.hex("01000001 ee");

  @Test
  @Tag("TR-01")
  void theHashCoversTheMessagesInOrder() {
    assertThat(Transcript.of(FIRST_HELLO).append(RETRY).hash(HashAlgorithm.SHA256))
        .isEqualTo(HashAlgorithm.SHA256.hash(Bytes.concat(FIRST_HELLO, RETRY)))
        .isNotEqualTo(HashAlgorithm.SHA256.hash(Bytes.concat(RETRY, FIRST_HELLO)));
  }

  @ParameterizedTest
  @Tag("HRR-18")
  @Tag("TR-02")
  @Tag("TR-05")
  @CsvSource({"SHA256, fe000020", "SHA384, fe000030"})
  void aRetryReplacesTheFirstHelloByItsMessageHash(HashAlgorithm hash, String header) {
    Transcript transcript = Transcript.of(FIRST_HELLO).retried(hash, RETRY);
    assertThat(transcript.messages())
        .containsExactly(Bytes.concat(Bytes.hex(header), hash.hash(FIRST_HELLO)), RETRY);
    assertThat(transcript.append(SECOND_HELLO).hash(hash))
        .isEqualTo(
            hash.hash(
                Bytes.concat(Bytes.hex(header), hash.hash(FIRST_HELLO), RETRY, SECOND_HELLO)));
  }

  @Test
  void addingAMessageLeavesTheTranscriptAsItWas() {
    Transcript transcript = Transcript.of(FIRST_HELLO);
    assertThat(transcript.append(RETRY)).isNotEqualTo(transcript);
    assertThat(transcript.retried(HashAlgorithm.SHA256, RETRY)).isNotEqualTo(transcript);
    assertThat(transcript.messages()).containsExactly(FIRST_HELLO);
    assertThat(transcript).isEqualTo(Transcript.of(FIRST_HELLO));
    assertThat(transcript).hasSameHashCodeAs(Transcript.of(FIRST_HELLO));
  }

  @Test
  void aSecondRetryIsAProgrammersFault() {
    Transcript retried = Transcript.of(FIRST_HELLO).retried(HashAlgorithm.SHA256, RETRY);
    assertThatIllegalStateException()
        .isThrownBy(() -> retried.retried(HashAlgorithm.SHA256, RETRY));
    assertThatIllegalStateException()
        .isThrownBy(() -> retried.append(SECOND_HELLO).retried(HashAlgorithm.SHA256, RETRY))
        .withMessage("a HelloRetryRequest follows the first ClientHello alone, not 3 messages");
  }

  @Test
  void aRetryAfterMoreThanTheFirstHelloIsAProgrammersFault() {
    Transcript longer = Transcript.of(FIRST_HELLO).append(RETRY);
    assertThatIllegalStateException().isThrownBy(() -> longer.retried(HashAlgorithm.SHA256, RETRY));
  }

  @Test
  @Tag("PSK-18")
  void theBinderHashOfASecondHelloEndsWithTheTruncatedHello() {
    Transcript transcript = Transcript.of(FIRST_HELLO).retried(HashAlgorithm.SHA384, RETRY);
    Bytes truncated = Bytes.hex("010000ff ee");
    assertThat(transcript.hashWithTruncated(HashAlgorithm.SHA384, truncated))
        .isEqualTo(
            HashAlgorithm.SHA384.hash(
                Bytes.concat(
                    transcript.messages().get(0), transcript.messages().get(1), truncated)));
  }

  @ParameterizedTest
  @Tag("TR-01")
  @ValueSource(
      strings = {"", "010000", "01000003aabb", "01000003aabbccdd", "160301000701000003aabbcc"})
  void whatIsNotOneWholeMessageIsRefused(String digits) {
    Bytes message = Bytes.hex(digits);
    assertThatIllegalArgumentException().isThrownBy(() -> Transcript.of(message));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.of(FIRST_HELLO).append(message));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.of(FIRST_HELLO).retried(HashAlgorithm.SHA256, message));
  }

  @Test
  void messageHashIsNeverAddedAsAReceivedMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.of(FIRST_HELLO).append(Bytes.hex("fe000001 00")))
        .withMessage("message_hash never stands on the wire");
  }

  @Test
  @Tag("TR-03")
  void aTranscriptBeginsWithAClientHelloAndARetryIsAServerHello() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.of(RETRY))
        .withMessage("handshake message of type 2 instead of client_hello");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.of(FIRST_HELLO).retried(HashAlgorithm.SHA256, SECOND_HELLO))
        .withMessage("handshake message of type 1 instead of server_hello");
  }

  @Property(tries = 50)
  void aChangedFirstHelloChangesTheHashAfterARetry(
      @ForAll @IntRange(min = 4, max = 6) int place,
      @ForAll @IntRange(min = 1, max = 255) int mask) {
    byte[] octets = FIRST_HELLO.toArray();
    octets[place] ^= (byte) mask;
    assertThat(
            Transcript.of(Bytes.of(octets))
                .retried(HashAlgorithm.SHA256, RETRY)
                .hash(HashAlgorithm.SHA256))
        .isNotEqualTo(
            Transcript.of(FIRST_HELLO)
                .retried(HashAlgorithm.SHA256, RETRY)
                .hash(HashAlgorithm.SHA256));
  }
}

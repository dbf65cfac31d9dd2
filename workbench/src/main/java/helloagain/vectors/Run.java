package helloagain.vectors;

import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers the hellos of one run, and fills the places in what is sent next. */
final class Run {
  private final Profile profile;
  private final List<PreSharedKey> psks;
  private Optional<ClientHello> firstHello = Optional.empty();
  private Bytes rawFirstHello = Bytes.EMPTY;
  private Bytes rawLatestHello = Bytes.EMPTY;
  private Optional<ClientHello> secondHello = Optional.empty();
  private Optional<HelloRetryRequest> retry = Optional.empty();
  private Bytes rawRetry = Bytes.EMPTY;
  private SentRecords sent = SentRecords.NONE;

  /**
   * Begins a run.
   *
   * @param psks the PSKs that the peer knows
   */
  Run(Profile profile, List<PreSharedKey> psks) {
    this.profile = profile;
    this.psks = List.copyOf(psks);
  }

  /** Notes a message of either peer. */
  void note(Bytes raw) {
    Optional<HandshakeMessage> message = message(raw);
    if (message.isPresent() && message.get() instanceof ClientHello hello) {
      rawLatestHello = raw;
      if (firstHello.isEmpty()) {
        firstHello = Optional.of(hello);
        rawFirstHello = raw;
      } else {
        secondHello = Optional.of(hello);
      }
    } else if (message.isPresent() && message.get() instanceof HelloRetryRequest sent) {
      retry = Optional.of(sent);
      rawRetry = raw;
    }
  }

  /**
   * Says that a peer has made its keys of other hellos than were exchanged.
   *
   * @param reply the ServerHello
   * @param told the hash that the peer tells
   */
  Optional<String> otherTranscript(Bytes reply, Bytes told) {
    HashAlgorithm hash =
        HashAlgorithm.forSuite(((ServerHello) message(reply).orElseThrow()).cipherSuite())
            .orElseThrow();
    Transcript hellos =
        before()
            .map(transcript -> transcript.append(rawLatestHello))
            .orElseGet(() -> Transcript.of(rawFirstHello))
            .append(reply);
    return hellos.hash(hash).equals(told)
        ? Optional.empty()
        : Optional.of("the transcript is another one");
  }

  /** Makes records. */
  List<TlsRecord> made(Message.Content.Records content) {
    return content.made(this::place);
  }

  /** Takes note of records that are sent, and returns the messages that they complete. */
  List<Bytes> completed(List<TlsRecord> records) {
    sent = sent.with(records);
    return sent.completed();
  }

  /** Reads a message; empty if it is none. */
  Optional<HandshakeMessage> message(Bytes raw) {
    return Received.parse(raw, profile) instanceof Received.HandshakeReceived handshake
        ? Optional.of(handshake.message())
        : Optional.empty();
  }

  /** Returns the first ClientHello of the run. */
  ClientHello firstHello() {
    return firstHello.orElseThrow();
  }

  /** Makes the octets of a message. */
  Bytes octets(List<Part> parts) {
    Map<Place, Bytes> binders = new TreeMap<>();
    Bytes unbound = octets(parts, binders);
    if (binders.isEmpty()) {
      return unbound;
    }
    // Their lengths are part of what binders are over (RFC 8446, 4.2.11.2).
    ClientHello hello = hello(unbound);
    binders.replaceAll((place, any) -> Bytes.repeat(0, psk(hello, place).hash().length()));
    ClientHello truncated = hello(octets(parts, binders));
    Optional<Transcript> before =
        retry.map(
            sent ->
                Transcript.of(rawFirstHello)
                    .retried(HashAlgorithm.forSuite(sent.cipherSuite()).orElseThrow(), rawRetry));
    binders.replaceAll((place, any) -> Binders.of(psk(hello, place), before, truncated));
    return octets(parts, binders);
  }

  /** What comes before a second hello (RFC 8446, 4.4.1). */
  private Optional<Transcript> before() {
    return retry.map(
        sent ->
            Transcript.of(rawFirstHello)
                .retried(HashAlgorithm.forSuite(sent.cipherSuite()).orElseThrow(), rawRetry));
  }

  /**
   * Says what is wrong with a binder of the tested client: it is over everything up to itself
   * (4.2.11.2).
   */
  Optional<String> wrongBinder(ClientHello hello) {
    List<Bytes> identities = Hellos.pskIdentities(hello);
    List<Bytes> binders = Hellos.binders(hello);
    for (int i = 0; i < identities.size(); i++) {
      Bytes identity = identities.get(i);
      Bytes binder = binders.get(i);
      boolean isWrong =
          psks.stream()
              .filter(psk -> psk.identity().equals(identity))
              .anyMatch(psk -> !Binders.of(psk, before(), hello).equals(binder));
      if (isWrong) {
        return Optional.of("the binder at " + i + " is not over the messages before it");
      }
    }
    return Optional.empty();
  }

  /** Finds a rule that a message of the tested server breaks. */
  Optional<Violation> wrongReply(Bytes raw) {
    return ServerReplies.violation(
        profile,
        firstHello(),
        retry.flatMap(sent -> secondHello.map(second -> new ServerReplies.Retried(sent, second))),
        psks,
        raw);
  }

  /** Makes the octets with the binders that are known; the others get a place. */
  private Bytes octets(List<Part> parts, Map<Place, Bytes> binders) {
    return Part.octets(
        parts,
        place ->
            place == Place.BINDER_0 || place == Place.BINDER_1
                ? binders.computeIfAbsent(
                    place, any -> Bytes.repeat(0, HashAlgorithm.SHA256.length()))
                : place(place));
  }

  private ClientHello hello(Bytes raw) {
    return (ClientHello) message(raw).orElseThrow();
  }

  private PreSharedKey psk(ClientHello hello, Place place) {
    Bytes identity = Hellos.pskIdentities(hello).get(place == Place.BINDER_0 ? 0 : 1);
    return psks.stream()
        .filter(psk -> psk.identity().equals(identity))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no key for the identity " + identity));
  }

  private Bytes place(Place place) {
    return switch (place) {
      case SESSION_ID -> firstHello().legacySessionId();
      case CLIENT_HELLO -> rawLatestHello;
      case GROUP_NOT_LISTED ->
          code(
              VectorFile.GROUP_CANDIDATES.stream()
                  .filter(group -> !Hellos.groups(firstHello()).contains(group))
                  .findFirst()
                  .orElseThrow()
                  .code());
      case SUITE_NOT_LISTED ->
          code(
              VectorFile.SUITE_CANDIDATES.stream()
                  .filter(suite -> !firstHello().cipherSuites().contains(suite))
                  .findFirst()
                  .orElseThrow()
                  .code());
      case COOKIE -> retry.flatMap(sent -> Hellos.cookie(sent.extensions())).orElse(Bytes.EMPTY);
      case BINDER_0, BINDER_1 ->
          throw new IllegalStateException("a binder is made of the whole hello");
    };
  }

  private static Bytes code(int code) {
    return Bytes.of((byte) (code >> 8), (byte) code);
  }
}

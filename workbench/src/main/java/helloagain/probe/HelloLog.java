package helloagain.probe;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.rule.Profile;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the hellos that crossed a connection, in order, whoever sent them.
 *
 * @param profile the document by which they are read
 * @param messages those that could be read
 */
record HelloLog(Profile profile, List<Received.HandshakeReceived> messages) {
  /** Copies the list. */
  HelloLog {
    messages = List.copyOf(messages);
  }

  static HelloLog empty(Profile profile) {
    return new HelloLog(profile, List.of());
  }

  /** Adds a message; octets that do not parse are left out. */
  HelloLog with(Bytes raw) {
    if (!(Received.parse(raw, profile) instanceof Received.HandshakeReceived read)) {
      return this;
    }
    List<Received.HandshakeReceived> longer = new ArrayList<>(messages);
    longer.add(read);
    return new HelloLog(profile, longer);
  }

  /** Tells whether the last message is a server's reply. */
  boolean endsWithReply() {
    return !messages.isEmpty()
        && messages.get(messages.size() - 1).message() instanceof ServerReply;
  }

  /** Returns the first ClientHello. */
  Optional<Received.HandshakeReceived> firstHello() {
    return of(ClientHello.class, 0);
  }

  /** Returns the HelloRetryRequest, the first if there are two. */
  Optional<Received.HandshakeReceived> retry() {
    return of(HelloRetryRequest.class, 0);
  }

  /** Returns the ClientHello after the HelloRetryRequest. */
  Optional<Received.HandshakeReceived> secondHello() {
    return retry().isPresent() ? of(ClientHello.class, 1) : Optional.empty();
  }

  /** Returns the ServerHello. */
  Optional<Received.HandshakeReceived> reply() {
    return of(ServerHello.class, 0);
  }

  private Optional<Received.HandshakeReceived> of(
      Class<? extends HandshakeMessage> type, int place) {
    return messages.stream()
        .filter(read -> type.isInstance(read.message()))
        .skip(place)
        .findFirst();
  }

  ClientHello firstClientHello() {
    return (ClientHello) firstHello().orElseThrow().message();
  }

  Optional<HelloRetryRequest> retryMessage() {
    return retry().map(read -> (HelloRetryRequest) read.message());
  }

  Optional<ClientHello> secondClientHello() {
    return secondHello().map(read -> (ClientHello) read.message());
  }

  /** Returns the ClientHello that a ServerHello would answer now. */
  ClientHello latestHello() {
    return secondClientHello().orElseGet(this::firstClientHello);
  }

  /**
   * Returns the transcript up to the last hello before the ServerHello (RFC 8446, 4.4.1); empty if
   * the hellos are none.
   */
  Optional<Transcript> beforeReply() {
    if (firstHello().isEmpty()) {
      return Optional.empty();
    }
    Transcript first = Transcript.of(firstHello().get().raw());
    if (retry().isEmpty()) {
      return Optional.of(first);
    }
    Optional<HashAlgorithm> hash =
        HashAlgorithm.forSuite(retryMessage().orElseThrow().cipherSuite());
    return hash.flatMap(
        used ->
            secondHello()
                .map(second -> first.retried(used, retry().get().raw()).append(second.raw())));
  }
}

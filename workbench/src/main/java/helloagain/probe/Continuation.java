package helloagain.probe;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Hellos;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Trust;
import helloagain.keyexchange.Agreement.Agreed;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.ServerSetup;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.EarlyData;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.vectors.PoolKeys;
import helloagain.vectors.ServerReplies;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes on after hellos that were scripted: with their secrets, as the reference would. What a peer
 * sends then can be read, and a client can be shown that its ServerHello was meant.
 */
final class Continuation {
  /** Stands for a client whose first hello no client can have meant. */
  private static final ClientConfig ANY_CLIENT =
      new ClientSetup(
              List.of(NamedGroup.X25519),
              Set.of(NamedGroup.X25519),
              List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
              List.of(ProtocolVersion.TLS_13),
              Bytes.EMPTY,
              List.of(),
              0,
              Set.of())
          .config();

  private Continuation() {}

  /**
   * Makes the server that has sent the ServerHello of a log.
   *
   * @param psks the PSKs that the client knows
   * @return empty if no secrets come of the hellos
   */
  static Optional<Endpoint<FlightServerState>> server(
      HelloLog log, List<PreSharedKey> psks, Credentials credentials) {
    Optional<ServerHello> reply = log.reply().map(read -> (ServerHello) read.message());
    Optional<Transcript> transcript = transcript(log);
    if (reply.isEmpty() || transcript.isEmpty()) {
      return Optional.empty();
    }
    ClientHello hello = log.latestHello();
    Optional<PreSharedKey> psk = psk(hello, reply.get(), psks);
    Optional<KeyShareEntry> share = Hellos.serverShare(reply.get());
    Optional<Bytes> secret = share.flatMap(own -> PoolKeys.secret(hello, own));
    if (share.isPresent() != secret.isPresent()) {
      return Optional.empty();
    }
    boolean skips =
        log.retry().isEmpty() && Hellos.carries(log.firstClientHello(), ExtensionType.EARLY_DATA);
    return secrets(reply.get(), psk, secret, transcript.get())
        .map(
            secrets ->
                Endpoint.serverAfter(
                    new FlightServerState.Hellos(
                        config(log, reply.get().cipherSuite(), credentials),
                        new ServerState.Negotiated(
                            config(log, reply.get().cipherSuite(), credentials).hellos(),
                            Optional.of(log.firstClientHello()),
                            log.retryMessage(),
                            log.secondClientHello(),
                            reply.get(),
                            transcript.get(),
                            psk,
                            skips ? EarlyData.REFUSED : EarlyData.NONE,
                            secrets)),
                    EndpointSettings.DEFAULT));
  }

  private static FlightServerConfig config(
      HelloLog log, CipherSuite suite, Credentials credentials) {
    return new FlightServerConfig(
        new ServerSetup(
                List.of(NamedGroup.X25519), List.of(suite), Take.SHARED, Optional.empty(), Set.of())
            .following(log.profile())
            .config(),
        List.of(credentials),
        ClientAuthentication.NONE,
        List.of(),
        Trust.ANYBODY,
        false,
        Randomness.seeded(1));
  }

  /**
   * Makes the client that has read the ServerHello of a log, to whom everybody is the server.
   *
   * @return empty if no secrets come of the hellos
   */
  static Optional<Endpoint<FlightClientState>> client(HelloLog log, List<PreSharedKey> psks) {
    Optional<ServerHello> reply = log.reply().map(read -> (ServerHello) read.message());
    Optional<Transcript> transcript = transcript(log);
    if (reply.isEmpty() || transcript.isEmpty()) {
      return Optional.empty();
    }
    ClientHello hello = log.latestHello();
    Optional<PreSharedKey> psk = psk(hello, reply.get(), psks);
    Optional<KeyShareEntry> share = Hellos.serverShare(reply.get());
    Optional<Bytes> secret = share.flatMap(theirs -> secret(hello, theirs));
    if (share.isPresent() != secret.isPresent()) {
      return Optional.empty();
    }
    // Nothing is refused: this client is there to understand what the server says.
    ClientConfig config =
        ServerReplies.client(log.profile(), log.firstClientHello(), psks)
            .orElseGet(() -> ANY_CLIENT.following(log.profile()))
            .enforcing(Set.of());
    return secrets(reply.get(), psk, secret, transcript.get())
        .map(
            secrets ->
                Endpoint.clientAfter(
                    new FlightClientConfig(
                        config, Optional.empty(), Trust.ANYBODY, Randomness.seeded(1)),
                    new ClientState.Negotiated(
                        config,
                        log.retryMessage(),
                        log.secondClientHello(),
                        reply.get(),
                        transcript.get(),
                        psk,
                        secrets),
                    EndpointSettings.DEFAULT));
  }

  private static Optional<Bytes> secret(ClientHello hello, KeyShareEntry serverShare) {
    return Hellos.shareFor(hello, serverShare.group())
        .flatMap(PoolKeys::key)
        .map(key -> KeyExchange.finish(key, serverShare.keyExchange()))
        .flatMap(
            agreement ->
                agreement instanceof Agreed agreed
                    ? Optional.of(agreed.sharedSecret())
                    : Optional.empty());
  }

  private static Optional<Transcript> transcript(HelloLog log) {
    return log.beforeReply()
        .flatMap(before -> log.reply().map(reply -> before.append(reply.raw())));
  }

  private static Optional<PreSharedKey> psk(
      ClientHello hello, ServerHello reply, List<PreSharedKey> psks) {
    List<Bytes> identities = Hellos.pskIdentities(hello);
    return Hellos.selectedPsk(reply)
        .filter(index -> index < identities.size())
        .flatMap(
            index ->
                psks.stream()
                    .filter(psk -> psk.identity().equals(identities.get(index)))
                    .findFirst());
  }

  private static Optional<HandshakeSecrets> secrets(
      ServerHello reply,
      Optional<PreSharedKey> psk,
      Optional<Bytes> secret,
      Transcript transcript) {
    return HashAlgorithm.forSuite(reply.cipherSuite())
        .map(
            hash ->
                KeySchedule.handshakeSecrets(
                    hash, psk.map(PreSharedKey::key), secret, transcript.hash(hash)));
  }
}

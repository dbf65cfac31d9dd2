package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Psks;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Profile;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the hellos that scripts of records put into records. Nothing is wrong with them.
 *
 * @param profile the document that both peers follow
 */
record RecordHellos(Profile profile) {
  private static final List<ProtocolVersion> TLS_13 = List.of(ProtocolVersion.TLS_13);

  private static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

  /** Sets up a client that has TLS 1.3 alone. */
  ClientConfig client(List<NamedGroup> groups, Set<NamedGroup> shared) {
    return client(groups, shared, TLS_13);
  }

  /** Sets up a client that offers some versions. */
  ClientConfig client(
      List<NamedGroup> groups, Set<NamedGroup> shared, List<ProtocolVersion> versions) {
    return setup(groups, shared, versions).config();
  }

  /** Sets up a client without a share that announces early data, under a PSK that nobody knows. */
  ClientConfig clientWithEarlyData(NamedGroup group) {
    PskOffer offer =
        new PskOffer(
            List.of(
                OfferedKey.external(
                    Psks.of("unknown", HashAlgorithm.SHA256, Optional.of(SUITES.get(0))))),
            List.of(PskKeyExchangeMode.PSK_DHE_KE),
            true);
    return setup(List.of(group), Set.of(), TLS_13).withPsks(offer, false).config();
  }

  private ClientSetup setup(
      List<NamedGroup> groups, Set<NamedGroup> shared, List<ProtocolVersion> versions) {
    return new ClientSetup(
            groups, shared, SUITES, versions, MessageConcretion.SESSION_ID, List.of(), 0, Set.of())
        .following(profile);
  }

  /** Sets up a server without a cookie. */
  ServerConfig server(NamedGroup group) {
    return server(group, Optional.empty());
  }

  /** Sets up a server. */
  ServerConfig server(NamedGroup group, Optional<Bytes> cookie) {
    return new ServerSetup(List.of(group), SUITES, Take.SHARED, cookie, Set.of())
        .following(profile)
        .config();
  }

  /** Returns the first ClientHello of a client. */
  Bytes first(ClientConfig client) {
    return sent(ClientMachine.start(client));
  }

  /** Returns the first ClientHello of a client, filled up to a size with its header (RFC 7685). */
  Bytes firstOfSize(ClientConfig client, int size) {
    int before = padded(client, 0).size();
    return padded(client, size - before);
  }

  private Bytes padded(ClientConfig client, int zeros) {
    List<Extension> extensions = new ArrayList<>(client.firstHello().extensions());
    extensions.add(new Extension.Padding(Bytes.repeat(0, zeros)));
    return HandshakeCodec.encode(client.firstHello().withExtensions(extensions), profile);
  }

  /** Returns the second ClientHello of a client. */
  Bytes second(ClientConfig client, Bytes retry) {
    return sent(
        ClientMachine.receive(ClientMachine.start(client).next(), Received.parse(retry, profile)));
  }

  /** Returns what a server answers to the last of these hellos. */
  Bytes answer(ServerConfig server, Bytes... hellos) {
    Step<ServerState> step = Step.silent(new ServerState.Start(server));
    for (Bytes hello : hellos) {
      step = ServerMachine.receive(step.next(), Received.parse(hello, profile));
    }
    return sent(step);
  }

  private static Bytes sent(Step<?> step) {
    return ((Sent.HandshakeSent) step.sent().get(0)).raw();
  }
}

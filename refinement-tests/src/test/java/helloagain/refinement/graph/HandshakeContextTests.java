package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.keyexchange.EphemeralKey;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.refinement.KeyPool;
import helloagain.schedule.HandshakeSecrets;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import org.junit.jupiter.api.Test;

/** What authenticates a handshake is of its transcript and of its keys, and of no others. */
class HandshakeContextTests {
  private static final LongTermKey KEY = LongTermKey.fresh("server certificate");
  private static final LongTermKey OTHER_KEY = LongTermKey.fresh("attacker certificate");

  private static final Exchanged ONE = exchange("one");
  private static final Exchanged TWO = exchange("two");

  /** Both ends of a handshake of their own. */
  private record Exchanged(ClientState.Negotiated client, ServerState.Negotiated server) {
    HandshakeContext atClient() {
      return HandshakeContext.of(client);
    }

    HandshakeContext atServer() {
      return HandshakeContext.of(server);
    }
  }

  private static Exchanged exchange(String session) {
    ClientConfig client =
        SessionPeers.client(BoundedPeers.clientsUnderAttack().get(0).config(), session);
    ServerConfig server =
        SessionPeers.server(BoundedPeers.serversUnderAttack().get(0).config(), session);
    Step<ClientState> hello = ClientMachine.start(client);
    Step<ServerState> reply =
        ServerMachine.receive(ServerMachine.start(server), Received.of(hello.sent().get(0)));
    Step<ClientState> end = ClientMachine.receive(hello.next(), Received.of(reply.sent().get(0)));
    return new Exchanged(
        (ClientState.Negotiated) end.next(), (ServerState.Negotiated) reply.next());
  }

  @Test
  void signatureOfTheServerVerifiesAtItsClient() {
    Bytes signature = KEY.sign(ONE.atServer().transcriptHash());
    assertThat(KEY.verifies(signature, ONE.atClient().transcriptHash())).isTrue();
  }

  @Test
  void signatureIsTheSameEachTime() {
    Bytes hash = ONE.atServer().transcriptHash();
    assertThat(KEY.sign(hash)).isEqualTo(KEY.sign(hash));
  }

  @Test
  void signatureOfAnotherTranscriptDoesNotVerify() {
    Bytes signature = KEY.sign(TWO.atServer().transcriptHash());
    assertThat(KEY.verifies(signature, ONE.atClient().transcriptHash())).isFalse();
  }

  @Test
  void signatureUnderAnotherKeyDoesNotVerify() {
    Bytes hash = ONE.atClient().transcriptHash();
    assertThat(KEY.verifies(OTHER_KEY.sign(hash), hash)).isFalse();
  }

  @Test
  void octetsThatAreNoSignatureDoNotVerify() {
    assertThat(KEY.verifies(Bytes.EMPTY, ONE.atClient().transcriptHash())).isFalse();
  }

  @Test
  void bothEndsMakeTheSameMac() {
    for (Side side : Side.values()) {
      assertThat(mac(ONE.atServer(), side, ONE.server().secrets()))
          .isEqualTo(mac(ONE.atClient(), side, ONE.client().secrets()));
    }
  }

  @Test
  void macOfTheOtherSideIsAnother() {
    assertThat(mac(ONE.atServer(), Side.CLIENT, ONE.server().secrets()))
        .isNotEqualTo(mac(ONE.atServer(), Side.SERVER, ONE.server().secrets()));
  }

  @Test
  void macOfAnotherTranscriptIsAnother() {
    assertThat(mac(TWO.atServer(), Side.SERVER, ONE.server().secrets()))
        .isNotEqualTo(mac(ONE.atServer(), Side.SERVER, ONE.server().secrets()));
  }

  @Test
  void macUnderAnotherKeyIsAnother() {
    assertThat(mac(ONE.atServer(), Side.SERVER, TWO.server().secrets()))
        .isNotEqualTo(mac(ONE.atServer(), Side.SERVER, ONE.server().secrets()));
  }

  @Test
  void eitherPrivateKeyGivesTheSecrets() {
    assertThat(ONE.atClient().secrets(key("first one"))).contains(ONE.client().secrets());
    assertThat(ONE.atClient().secrets(key("server one"))).contains(ONE.client().secrets());
  }

  @Test
  void noOtherPrivateKeyGivesTheSecrets() {
    assertThat(ONE.atClient().secrets(key("attacker"))).isEmpty();
    assertThat(ONE.atClient().secrets(key("server two"))).isEmpty();
    assertThat(ONE.atClient().secrets(key("second one"))).isEmpty();
  }

  private static Bytes mac(HandshakeContext context, Side side, HandshakeSecrets secrets) {
    return context.verifyData(side.trafficSecret(secrets));
  }

  private static EphemeralKey key(String name) {
    return KeyPool.key(NamedGroup.X25519, name);
  }
}

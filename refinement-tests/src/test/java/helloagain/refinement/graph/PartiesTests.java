package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.message.Bytes;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A handshake ends well with the letters of its own peers and with no others. */
class PartiesTests {
  private static final List<String> SESSIONS = List.of("one", "two");

  private final SessionNames names =
      new SessionNames(
          BoundedPeers.TWO_GROUPS, SESSIONS, new SessionKeys(BoundedPeers.TWO_GROUPS, SESSIONS));
  private final Machines machines =
      new Machines(Reference.HELLO_AGAIN, Profile.RFC8446, seen -> names);
  private final LetterBook book = new LetterBook(names);
  private final Parties parties =
      new Parties(machines, book, LongTermKey.fresh("server certificate"));

  /** A handshake up to the letter of the server, which the client has not read. */
  private record Begun(
      Party<ClientState> client, Party<ServerState> server, Letter.Authentication letter) {}

  private final Begun one = begin("one");
  private final Begun two = begin("two");

  private Begun begin(String session) {
    Turn<ClientState> hello =
        parties.start(
            parties.client(
                SessionPeers.client(BoundedPeers.clientsUnderAttack().get(0).config(), session)));
    Turn<ServerState> reply =
        only(
            parties.serverReads(
                parties.server(
                    SessionPeers.server(
                        BoundedPeers.serversUnderAttack().get(0).config(), session)),
                hello.sent().get(0)));
    assertThat(reply.sent()).hasSize(2);
    return new Begun(
        only(parties.clientReads(hello.next(), reply.sent().get(0))).next(),
        reply.next(),
        (Letter.Authentication) Letter.in(reply.sent().get(1)).orElseThrow());
  }

  @Test
  void bothFinishWithTheLettersOfEachOther() {
    Turn<ClientState> client = only(parties.clientReads(one.client(), book.packet(one.letter())));
    assertThat(client.action()).isEqualTo("ClientFinishes");
    assertThat(text(client.next().value(), "state")).isEqualTo("CONNECTED");
    Turn<ServerState> server = only(parties.serverReads(one.server(), client.sent().get(0)));
    assertThat(server.action()).isEqualTo("ServerFinishes");
    assertThat(text(server.next().value(), "state")).isEqualTo("CONNECTED");
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void signatureOfAnotherHandshakeIsRefusedForItself() {
    assertThat(
            rules(new Letter.Authentication(two.letter().signature(), one.letter().verifyData())))
        .containsExactly("SignatureVerifies");
  }

  @Test
  void macOfAnotherHandshakeIsRefusedForItself() {
    assertThat(
            rules(new Letter.Authentication(one.letter().signature(), two.letter().verifyData())))
        .containsExactly("ServerFinishedVerifies");
  }

  @Test
  void eitherDecidesWhenBothAreOfAnotherHandshake() {
    assertThat(rules(two.letter()))
        .containsExactlyInAnyOrder("SignatureVerifies", "ServerFinishedVerifies");
  }

  @Test
  void serverRefusesTheFinishedOfAnotherClient() {
    Turn<ClientState> other = only(parties.clientReads(two.client(), book.packet(two.letter())));
    Turn<ServerState> server = only(parties.serverReads(one.server(), other.sent().get(0)));
    assertThat(server.action()).isEqualTo("ServerAborts");
    assertThat(text(server.next().value(), "rule")).isEqualTo("ClientFinishedVerifies");
    assertThat(text(server.next().value(), "alert")).isEqualTo("decrypt_error");
    assertThat(server.sent()).hasSize(1);
  }

  @Test
  void octetsThatNobodyMadeLookLikeNothingOfTheSpecification() {
    Letter nobodys = new Letter.Finished(Bytes.repeat(0, 32));
    assertThat(book.packet(one.letter()).value().get("mac").asRecord().has("over")).isTrue();
    assertThat(book.packet(nobodys).value().get("mac").asRecord().has("over")).isFalse();
  }

  private List<String> rules(Letter.Authentication letter) {
    return parties.clientReads(one.client(), book.packet(letter)).stream()
        .map(turn -> text(turn.next().value(), "rule"))
        .toList();
  }

  private static String text(TlaRecord value, String field) {
    return value.get(field).asString();
  }

  private static <T> T only(List<T> turns) {
    assertThat(turns).hasSize(1);
    return turns.get(0);
  }
}

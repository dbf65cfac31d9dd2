package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Kind;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Damaged octets are refused as the codec refuses them, or are another message. */
class OctetDamageTests {
  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.SECP256R1, NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Take.SHARED,
          Optional.empty(),
          Set.of());

  @Provide
  Arbitrary<ClientSetup> clients() {
    return Setups.clients(Profile.RFC8446);
  }

  @Provide
  Arbitrary<List<Edit>> damage() {
    return Combinators.combine(
            Arbitraries.of(Kind.OF_OCTETS), Arbitraries.integers().between(0, 0xffff))
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void damagedHelloIsRefusedByTheAlertOfTheCodecOrIsAnotherHello(
      @ForAll("clients") ClientSetup client, @ForAll("damage") List<Edit> damage) {
    Bytes hello = HandshakeCodec.encode(client.config().firstHello());
    Received received = Received.parse(OctetDamage.of(hello, damage));
    Statistics.label("parses")
        .collect(received instanceof Received.HandshakeReceived)
        .coverage(
            coverage -> {
              coverage.check(true).percentage(share -> share > 5);
              coverage.check(false).percentage(share -> share > 30);
            });
    if (received instanceof Received.Unparsable) {
      ServerState next =
          ServerMachine.receive(new ServerState.Start(SERVER.config()), received).next();
      assertThat(next).isInstanceOf(ServerState.Aborted.class);
      ServerState.Aborted aborted = (ServerState.Aborted) next;
      assertThat(aborted.violation().rule()).isEqualTo(Rule.MESSAGE_PARSES);
      assertThat(Rule.MESSAGE_PARSES.alerts()).contains(aborted.violation().alert());
    }
  }

  @Test
  void eachKindOfDamageLeavesTheHeaderTrueButAChangedOctet() {
    Bytes hello = Bytes.hex("01000004 a1a2a3a4");

    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.OCTETS_LESS, 1))))
        .isEqualTo(Bytes.hex("01000002 a1a2"));
    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.OCTETS_LESS, 40))))
        .isEqualTo(Bytes.hex("01000000"));
    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.OCTETS_CUT, 1))))
        .isEqualTo(Bytes.hex("01000003 a1a3a4"));
    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.OCTETS_INSERTED, 4))))
        .isEqualTo(Bytes.hex("01000005 a1a2a3a47d"));
    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.OCTET_CHANGED, 3))))
        .isEqualTo(Bytes.hex("0100005a a1a2a3a4"));
    assertThat(OctetDamage.of(hello, List.of(new Edit(Kind.SUITE, 3)))).isEqualTo(hello);
  }
}

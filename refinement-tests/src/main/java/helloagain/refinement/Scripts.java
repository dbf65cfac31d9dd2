package helloagain.refinement;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws scripts with jqwik: offers, policies and hostile messages far outside the worlds. */
public final class Scripts {
  /** The groups by the cost of a run, cheapest first; all can be drawn. */
  private static final List<NamedGroup> CHEAP =
      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.X448);

  private static final List<NamedGroup> COSTLY =
      List.of(
          NamedGroup.X25519MLKEM768,
          NamedGroup.SECP521R1,
          NamedGroup.FFDHE2048,
          NamedGroup.SECP256R1MLKEM768,
          NamedGroup.FFDHE3072,
          NamedGroup.SECP384R1MLKEM1024);

  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_AES_128_CCM_SHA256,
          CipherSuite.TLS_AES_128_CCM_8_SHA256);

  /** Two PSKs of either hash, one of each for early data. */
  private static final List<PreSharedKey> PSKS =
      List.of(
          Psks.of("ticket", HashAlgorithm.SHA256, Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256)),
          Psks.of(
              "ticket 384", HashAlgorithm.SHA384, Optional.of(CipherSuite.TLS_AES_256_GCM_SHA384)),
          Psks.of("external", HashAlgorithm.SHA256, Optional.empty()),
          Psks.of("0xe738", HashAlgorithm.SHA384, Optional.empty()));

  private static final List<PskKeyExchangeMode> MODES =
      List.of(
          PskKeyExchangeMode.PSK_DHE_KE, PskKeyExchangeMode.PSK_KE, new PskKeyExchangeMode(0x0b));

  private Scripts() {}

  /** Finds the PSK of an identity among those that are drawn. */
  static Optional<PreSharedKey> psk(Bytes identity) {
    return PSKS.stream().filter(psk -> psk.identity().equals(identity)).findFirst();
  }

  /** Draws scripts of all worlds and by both documents. */
  public static Arbitrary<Script> any() {
    return Arbitraries.of(Profile.class).flatMap(Scripts::any);
  }

  /** Draws scripts of all worlds. */
  public static Arbitrary<Script> any(Profile profile) {
    return Arbitraries.frequencyOf(
        Tuple.of(2, of(World.HONEST, profile)),
        Tuple.of(3, of(World.HOSTILE_SERVER, profile)),
        Tuple.of(3, of(World.HOSTILE_CLIENT, profile)));
  }

  /** Draws scripts of one world. */
  public static Arbitrary<Script> of(World world, Profile profile) {
    Arbitrary<List<HostileMove>> hostile =
        switch (world) {
          case HONEST -> Arbitraries.just(List.of());
          case HOSTILE_SERVER -> serverMoves().list().ofMinSize(1).ofMaxSize(3);
          case HOSTILE_CLIENT -> clientMoves().list().ofMinSize(1).ofMaxSize(3);
        };
    return Combinators.combine(clients(profile), servers(profile), hostile)
        .as((client, server, moves) -> new Script(world, client, server, moves));
  }

  private static Arbitrary<ClientSetup> clients(Profile profile) {
    return Combinators.combine(clientsWithoutPsks(profile), pskOffers(), Arbitraries.of(0, 1, 2, 3))
        .as(
            (client, psks, dice) -> {
              boolean keepsUnfit = dice % 2 == 1;
              // Early data needs its suite, and PSKs alone psk_ke alone.
              boolean early =
                  psks.earlyData()
                      && psks.keys().get(0).psk().earlySuite().stream()
                          .anyMatch(client.suites()::contains);
              PskOffer offer = new PskOffer(psks.keys(), psks.modes(), early);
              boolean alone =
                  dice > 1
                      && !psks.keys().isEmpty()
                      && !psks.modes().contains(PskKeyExchangeMode.PSK_DHE_KE);
              return (alone ? client.withoutGroups() : client).withPsks(offer, keepsUnfit);
            });
  }

  private static Arbitrary<PskOffer> pskOffers() {
    Arbitrary<List<OfferedKey>> keys =
        Arbitraries.of(PSKS)
            .map(psk -> new OfferedKey(psk, psk.hash().length(), 2L * psk.hash().length()))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(3);
    Arbitrary<List<PskKeyExchangeMode>> modes =
        Arbitraries.of(MODES).list().uniqueElements().ofMinSize(1);
    Arbitrary<PskOffer> offers =
        Combinators.combine(keys, modes, Arbitraries.of(false, true))
            .as(
                (offered, permitted, early) ->
                    new PskOffer(
                        offered,
                        permitted,
                        early && offered.get(0).psk().earlySuite().isPresent()));
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(PskOffer.NONE)), Tuple.of(4, offers));
  }

  private static Arbitrary<PskPolicy> pskPolicies() {
    Arbitrary<PskPolicy> policies =
        Combinators.combine(
                Arbitraries.subsetOf(PSKS),
                Arbitraries.of(MODES.subList(0, 2)).list().uniqueElements(),
                Arbitraries.of(false, true),
                Arbitraries.of(true, false))
            .as(
                (known, modes, first, early) ->
                    new PskPolicy(List.copyOf(known), modes, first, early));
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(PskPolicy.NONE)), Tuple.of(4, policies));
  }

  private static Arbitrary<ClientSetup> clientsWithoutPsks(Profile profile) {
    return groups(true)
        .flatMap(
            groups ->
                Combinators.combine(
                        Arbitraries.subsetOf(groups).ofMaxSize(3),
                        Arbitraries.of(SUITES).list().uniqueElements().ofMinSize(1),
                        versions(),
                        sessionIds(),
                        extras(),
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 512)),
                        policy(profile))
                    .as(
                        (shared, suites, versions, sessionId, extras, padTo, unenforced) ->
                            new ClientSetup(
                                    groups,
                                    shared,
                                    suites,
                                    versions,
                                    sessionId,
                                    extras,
                                    padTo,
                                    unenforced)
                                .following(profile)));
  }

  private static Arbitrary<ServerSetup> servers(Profile profile) {
    Arbitrary<Optional<Bytes>> cookies =
        Arbitraries.of(1, 16, 300).map(size -> Bytes.repeat(0xc0, size)).optional(0.3);
    return Combinators.combine(
            groups(false),
            Arbitraries.of(SUITES).list().uniqueElements().ofMinSize(1),
            Arbitraries.of(Take.class),
            cookies,
            policy(profile),
            pskPolicies())
        .as(
            (groups, suites, take, cookie, unenforced, psks) ->
                new ServerSetup(groups, suites, take, cookie, unenforced, profile, psks));
  }

  private static Arbitrary<List<NamedGroup>> groups(boolean grease) {
    Arbitrary<NamedGroup> group =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(CHEAP)),
            Tuple.of(1, Arbitraries.of(COSTLY)),
            Tuple.of(grease ? 1 : 0, Arbitraries.just(new NamedGroup(0x5a5a))));
    return group.list().uniqueElements().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<ProtocolVersion>> versions() {
    return Arbitraries.frequency(
        Tuple.of(8, List.of(ProtocolVersion.TLS_13)),
        Tuple.of(4, List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12)),
        Tuple.of(
            2,
            List.of(new ProtocolVersion(0x6a6a), ProtocolVersion.TLS_13, ProtocolVersion.TLS_12)),
        Tuple.of(1, List.of(ProtocolVersion.TLS_12)));
  }

  private static Arbitrary<Bytes> sessionIds() {
    return Arbitraries.of(0, 32, 1).map(size -> Bytes.repeat(0x1d, size));
  }

  private static Arbitrary<List<Extension>> extras() {
    return Arbitraries.<Extension>of(
            new Extension.OpaqueExtension(new ExtensionType(0x7a7a), Bytes.EMPTY),
            new Extension.OpaqueExtension(new ExtensionType(0xff01), Bytes.of((byte) 0)),
            new Extension.OpaqueExtension(
                ExtensionType.SIGNATURE_ALGORITHMS_CERT, Bytes.hex("00020403")))
        .list()
        .uniqueElements()
        .ofMaxSize(2);
  }

  /** Rules that leave the receiver the choice: it makes it one way or the other for all. */
  private static Arbitrary<Set<Rule>> policy(Profile profile) {
    Set<Rule> optional = new LinkedHashSet<>(Rule.all());
    optional.removeAll(Rule.mandatory(profile));
    return Arbitraries.of(Set.of(), Set.copyOf(optional));
  }

  private static Arbitrary<HostileMove> serverMoves() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, replies()),
        Tuple.of(1, words()),
        Tuple.of(1, Arbitraries.just(new HostileMove.Reflection())));
  }

  private static Arbitrary<HostileMove> clientMoves() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, edits().map(HostileMove.Hello::new)),
        Tuple.of(1, words()),
        Tuple.of(1, replies()));
  }

  private static Arbitrary<HostileMove> replies() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(false, true),
            edits())
        .as(HostileMove.Reply::new);
  }

  private static Arbitrary<HostileMove> words() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 255).map(HostileMove.SendAlert::new),
        // After this one the receiver may read on (RFC 9846, 6.1).
        Arbitraries.just(new HostileMove.SendAlert(AlertDescription.USER_CANCELED.code())),
        Arbitraries.just(new HostileMove.Hangup()),
        Arbitraries.integers().between(0, 5).map(HostileMove.OtherMessage::new));
  }

  /** No edit as often as one, and two now and then: single faults and pairs. */
  private static Arbitrary<List<HostileMove.Edit>> edits() {
    HostileMove.Kind[] kinds = HostileMove.Kind.values();
    Arbitrary<HostileMove.Edit> edit =
        Combinators.combine(
                Arbitraries.of(Arrays.asList(kinds)), Arbitraries.integers().between(0, 40))
            .as(HostileMove.Edit::new);
    List<Integer> sizes = IntStream.of(0, 0, 0, 1, 1, 1, 2).boxed().toList();
    return Arbitraries.of(sizes).flatMap(size -> edit.list().ofSize(size));
  }
}

package helloagain.refinement;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws clients and servers that keep the rules, from the whole {@link Alphabet}. */
final class Setups {
  /**
   * The octets of a cookie for which the second ClientHello has room beside the longest of the
   * other extensions that are drawn: its block of extensions ends at 65535 (4.1.2).
   */
  static final int LONGEST_COOKIE = 60_000;

  /** Dozens of groups in one list. */
  private static final int MOST_GROUPS = 60;

  private static final int MOST_SHARES = 3;
  private static final int MOST_PSKS = 6;

  private Setups() {}

  static Arbitrary<ClientSetup> clients(Profile profile) {
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

  static Arbitrary<ServerSetup> servers(Profile profile) {
    return Combinators.combine(
            serverGroups(),
            suites(),
            Arbitraries.of(Take.class),
            cookies().optional(0.3),
            policy(profile),
            pskPolicies())
        .as(
            (groups, suites, take, cookie, unenforced, psks) ->
                new ServerSetup(groups, suites, take, cookie, unenforced, profile, psks));
  }

  private static Arbitrary<ClientSetup> clientsWithoutPsks(Profile profile) {
    return Combinators.combine(
            clientGroups(),
            Arbitraries.integers().between(0, MOST_GROUPS).list().ofMaxSize(MOST_SHARES),
            Combinators.combine(offeredSuites(), versions()).as(Suites::new),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(4, 32), Tuple.of(1, 1), Tuple.of(1, 31))
                .map(size -> Bytes.repeat(0x1d, size)),
            extras(),
            Arbitraries.frequency(
                Tuple.of(9, 0), Tuple.of(2, 512), Tuple.of(1, 1024), Tuple.of(1, 16_384)),
            policy(profile))
        .as(
            (groups, shares, suites, sessionId, extras, padTo, unenforced) ->
                new ClientSetup(
                        groups,
                        shared(groups, shares),
                        suites.suites(),
                        suites.versions(),
                        sessionId,
                        extras,
                        padTo,
                        unenforced)
                    .following(profile));
  }

  private record Suites(List<CipherSuite> suites, List<ProtocolVersion> versions) {}

  // Groups.

  private static Arbitrary<List<NamedGroup>> clientGroups() {
    Arbitrary<NamedGroup> grease = grease().map(NamedGroup::new);
    Arbitrary<NamedGroup> any = Arbitraries.integers().between(0, 0xffff).map(NamedGroup::new);
    Arbitrary<List<NamedGroup>> few =
        Arbitraries.frequencyOf(Tuple.of(24, usable()), Tuple.of(2, grease), Tuple.of(1, any))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(4);
    Arbitrary<List<NamedGroup>> dozens =
        Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(keyed())), Tuple.of(2, grease), Tuple.of(5, any))
            .list()
            .uniqueElements()
            .ofMinSize(5)
            .ofMaxSize(MOST_GROUPS);
    return Arbitraries.frequencyOf(Tuple.of(11, few), Tuple.of(1, dozens));
  }

  private static Arbitrary<List<NamedGroup>> serverGroups() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, usable().list().uniqueElements().ofMinSize(1).ofMaxSize(4)),
        Tuple.of(1, Arbitraries.of(keyed()).list().uniqueElements().ofMinSize(5).ofMaxSize(13)));
  }

  private static Arbitrary<NamedGroup> usable() {
    return Arbitraries.frequencyOf(
        Tuple.of(40, Arbitraries.of(Alphabet.CHEAP_GROUPS)),
        Tuple.of(4, Arbitraries.of(Alphabet.COSTLY_GROUPS)),
        Tuple.of(1, Arbitraries.of(Alphabet.COSTLIEST_GROUPS)));
  }

  private static List<NamedGroup> keyed() {
    return Stream.of(Alphabet.CHEAP_GROUPS, Alphabet.COSTLY_GROUPS, Alphabet.COSTLIEST_GROUPS)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Picks the groups that get a share by numbers taken modulo those that can: there are keys for
   * them, or they are GREASE (RFC 8701, 3.1). A list that follows from another would take jqwik
   * long to make short.
   */
  private static Set<NamedGroup> shared(List<NamedGroup> groups, List<Integer> numbers) {
    List<NamedGroup> possible =
        groups.stream().filter(group -> KeyExchange.supports(group) || group.isGrease()).toList();
    return possible.isEmpty()
        ? Set.of()
        : numbers.stream()
            .map(number -> possible.get(number % possible.size()))
            .collect(Collectors.toSet());
  }

  private static Arbitrary<Integer> grease() {
    return Arbitraries.integers().between(0, 15).map(Alphabet::grease);
  }

  // Suites, versions and extensions.

  private static Arbitrary<List<CipherSuite>> suites() {
    return Arbitraries.of(Alphabet.SUITES).list().uniqueElements().ofMinSize(1);
  }

  /** With suites that only the client knows in between, now and then. */
  private static Arbitrary<List<CipherSuite>> offeredSuites() {
    Arbitrary<CipherSuite> any =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(Alphabet.SUITES)),
            Tuple.of(2, Arbitraries.of(Alphabet.OTHER_SUITES)),
            Tuple.of(1, grease().map(CipherSuite::new)));
    return Arbitraries.frequencyOf(
        Tuple.of(3, suites()), Tuple.of(1, any.list().uniqueElements().ofMinSize(1).ofMaxSize(14)));
  }

  private static Arbitrary<List<ProtocolVersion>> versions() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.just(List.of(ProtocolVersion.TLS_13))),
        Tuple.of(4, Arbitraries.just(List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12))),
        Tuple.of(
            2,
            grease()
                .map(
                    code ->
                        List.of(
                            new ProtocolVersion(code),
                            ProtocolVersion.TLS_13,
                            ProtocolVersion.TLS_12))),
        Tuple.of(1, Arbitraries.just(List.of(ProtocolVersion.TLS_12))));
  }

  private static Arbitrary<List<Extension>> extras() {
    Arbitrary<Extension> extra =
        Arbitraries.frequencyOf(
            Tuple.of(
                2,
                grease()
                    .map(
                        code ->
                            new Extension.OpaqueExtension(new ExtensionType(code), Bytes.EMPTY))),
            Tuple.of(2, Arbitraries.of(Alphabet.UNKNOWN_EXTENSIONS)),
            Tuple.of(3, Arbitraries.of(Alphabet.KNOWN_EXTENSIONS)),
            Tuple.of(
                1,
                Arbitraries.of(0, 1, 200)
                    .map(size -> new Extension.Padding(Bytes.repeat(0, size)))));
    // 4.2: no type twice in one block.
    return Arbitraries.frequencyOf(
        Tuple.of(4, extra.list().uniqueElements(Extension::type).ofMaxSize(2)),
        Tuple.of(1, extra.list().uniqueElements(Extension::type).ofMaxSize(8)));
  }

  /** Draws cookies, mostly short ones; 4.2.2 has 1 to 65535 octets. */
  private static Arbitrary<Bytes> cookies() {
    return Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.integers().between(1, 64)),
            Tuple.of(4, Arbitraries.integers().between(65, 1024)),
            Tuple.of(1, Arbitraries.integers().between(1025, 16_384)),
            Tuple.of(1, Arbitraries.integers().between(16_385, LONGEST_COOKIE)))
        .map(size -> Bytes.repeat(0xc0, size));
  }

  // PSKs and policies.

  private static Arbitrary<PskOffer> pskOffers() {
    Arbitrary<OfferedKey> key =
        Arbitraries.of(Alphabet.psks())
            .map(psk -> new OfferedKey(psk, psk.hash().length(), 2L * psk.hash().length()));
    Arbitrary<List<OfferedKey>> keys =
        Arbitraries.frequencyOf(
            Tuple.of(4, key.list().uniqueElements().ofMinSize(1).ofMaxSize(2)),
            Tuple.of(1, key.list().uniqueElements().ofMinSize(3).ofMaxSize(MOST_PSKS)));
    Arbitrary<List<PskKeyExchangeMode>> modes =
        Arbitraries.of(Alphabet.MODES).list().uniqueElements().ofMinSize(1);
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
                Arbitraries.subsetOf(Alphabet.psks()),
                Arbitraries.of(Alphabet.MODES.subList(0, 2)).list().uniqueElements(),
                Arbitraries.of(false, true),
                Arbitraries.of(true, false))
            .as(
                (known, modes, first, early) ->
                    new PskPolicy(List.copyOf(known), modes, first, early));
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(PskPolicy.NONE)), Tuple.of(4, policies));
  }

  /** Rules that leave the receiver the choice: it makes it one way or the other for all. */
  private static Arbitrary<Set<Rule>> policy(Profile profile) {
    Set<Rule> optional = new LinkedHashSet<>(Rule.all());
    optional.removeAll(Rule.mandatory(profile));
    return Arbitraries.of(Set.of(), Set.copyOf(optional));
  }
}

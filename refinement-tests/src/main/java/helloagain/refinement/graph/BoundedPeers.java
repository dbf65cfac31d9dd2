package helloagain.refinement.graph;

import static helloagain.message.CipherSuite.TLS_AES_128_CCM_SHA256;
import static helloagain.message.CipherSuite.TLS_AES_128_GCM_SHA256;
import static helloagain.message.CipherSuite.TLS_AES_256_GCM_SHA384;
import static helloagain.message.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.SECP384R1;
import static helloagain.message.NamedGroup.X25519;
import static helloagain.message.ProtocolVersion.TLS_12;
import static helloagain.message.ProtocolVersion.TLS_13;
import static helloagain.message.PskKeyExchangeMode.PSK_DHE_KE;
import static helloagain.message.PskKeyExchangeMode.PSK_KE;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Psks;
import helloagain.refinement.ServerSetup;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The peers of the bounded worlds, as their modules {@code MC*.tla} have them and explain why
 * these.
 */
final class BoundedPeers {
  static final List<NamedGroup> THREE_GROUPS = List.of(X25519, SECP256R1, SECP384R1);
  static final List<NamedGroup> TWO_GROUPS = List.of(X25519, SECP256R1);
  static final List<NamedGroup> ONE_GROUP = List.of(X25519);
  static final List<CipherSuite> ONE_SUITE = List.of(TLS_AES_128_GCM_SHA256);
  static final List<CipherSuite> BOTH_SUITES =
      List.of(TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384);

  private static final List<CipherSuite> BOTH_SUITES_REVERSED =
      List.of(TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256);
  private static final List<ProtocolVersion> BOTH_VERSIONS = List.of(TLS_13, TLS_12);
  private static final List<List<PskKeyExchangeMode>> CLIENT_MODES =
      List.of(List.of(PSK_KE), List.of(PSK_DHE_KE), List.of(PSK_KE, PSK_DHE_KE));
  private static final PreSharedKey PSK_256 =
      psk("PSK of SHA-256", HashAlgorithm.SHA256, Optional.of(TLS_AES_128_GCM_SHA256));
  private static final PreSharedKey PSK_384 =
      psk("PSK of SHA-384", HashAlgorithm.SHA384, Optional.of(TLS_AES_256_GCM_SHA384));
  private static final PreSharedKey PSK_384_WITHOUT_EARLY_DATA =
      psk("PSK of SHA-384", HashAlgorithm.SHA384, Optional.empty());

  private BoundedPeers() {}

  private static PreSharedKey psk(
      String identity, HashAlgorithm hash, Optional<CipherSuite> earlySuite) {
    return Psks.of(identity, hash, earlySuite);
  }

  /** The clients of {@code MCHonest}. */
  static List<ClientSetup> honestClients() {
    List<ClientSetup> clients = new ArrayList<>();
    for (List<NamedGroup> groups : lists(THREE_GROUPS)) {
      for (Set<NamedGroup> shared : subsets(groups)) {
        for (List<CipherSuite> suites :
            List.of(
                List.of(TLS_AES_128_GCM_SHA256), List.of(TLS_AES_256_GCM_SHA384), BOTH_SUITES)) {
          for (List<ProtocolVersion> versions : List.of(BOTH_VERSIONS, List.of(TLS_12))) {
            for (Bytes sessionId : List.of(Bytes.EMPTY, MessageConcretion.SESSION_ID)) {
              clients.add(client(groups, shared, suites, versions, sessionId));
            }
          }
        }
      }
    }
    return clients;
  }

  /** The servers of {@code MCHonest}. */
  static List<ServerSetup> honestServers() {
    List<ServerSetup> servers = new ArrayList<>();
    for (List<NamedGroup> groups : List.of(List.of(X25519), TWO_GROUPS, THREE_GROUPS)) {
      for (List<CipherSuite> suites : List.of(List.of(TLS_AES_128_GCM_SHA256), BOTH_SUITES)) {
        for (Take take : Take.values()) {
          servers.addAll(withAndWithoutCookie(groups, suites, take));
        }
      }
    }
    return servers;
  }

  /** The clients of {@code MCHostileServer}. */
  static List<ClientSetup> clientsOfHostileServer() {
    List<ClientSetup> clients = new ArrayList<>(firstHellosOfHostileClient());
    clients.add(client(TWO_GROUPS, Set.of(X25519), BOTH_SUITES, BOTH_VERSIONS, Bytes.EMPTY));
    return clients;
  }

  /** What the client of {@code MCHostileClient} begins with. */
  static List<ClientSetup> firstHellosOfHostileClient() {
    return subsets(TWO_GROUPS).stream()
        .map(
            shared ->
                client(
                    TWO_GROUPS, shared, BOTH_SUITES, BOTH_VERSIONS, MessageConcretion.SESSION_ID))
        .toList();
  }

  /** The servers of {@code MCHostileClient}. */
  static List<ServerSetup> serversOfHostileClient() {
    List<ServerSetup> servers = new ArrayList<>();
    for (List<NamedGroup> groups : List.of(THREE_GROUPS, Extensions.reversed(THREE_GROUPS))) {
      for (Take take : Take.values()) {
        servers.addAll(withAndWithoutCookie(groups, BOTH_SUITES_REVERSED, take));
      }
    }
    return servers;
  }

  /** The clients of {@code MCResumption}. */
  static List<ClientSetup> resumingClients() {
    List<ClientSetup> clients = new ArrayList<>();
    for (PskOffer offer :
        List.of(
            offer(false, PSK_384), offer(true, PSK_256, PSK_384), offer(true, PSK_384, PSK_256))) {
      for (Set<NamedGroup> shared : List.of(Set.<NamedGroup>of(), Set.of(X25519))) {
        for (List<PskKeyExchangeMode> modes : CLIENT_MODES) {
          clients.add(resuming(List.of(X25519), shared, Bytes.EMPTY, offer, modes));
        }
      }
      clients.add(resuming(List.of(), Set.of(), Bytes.EMPTY, offer, List.of(PSK_KE)));
    }
    return clients;
  }

  /** The servers of {@code MCResumption}. */
  static List<ServerSetup> resumingServers() {
    List<ServerSetup> servers = new ArrayList<>();
    for (NamedGroup group : TWO_GROUPS) {
      for (List<CipherSuite> suites : List.of(List.of(TLS_AES_128_GCM_SHA256), BOTH_SUITES)) {
        for (ServerSetup server : withAndWithoutCookie(List.of(group), suites, Take.SHARED)) {
          for (List<PreSharedKey> known : List.of(List.of(PSK_256), List.of(PSK_256, PSK_384))) {
            for (List<PskKeyExchangeMode> modes :
                List.of(
                    List.of(PSK_KE),
                    List.of(PSK_DHE_KE),
                    List.of(PSK_KE, PSK_DHE_KE),
                    List.of(PSK_DHE_KE, PSK_KE))) {
              servers.add(server.withPsks(new PskPolicy(known, modes, false, true)));
              servers.add(server.withPsks(new PskPolicy(known, modes, true, true)));
              servers.add(server.withPsks(new PskPolicy(known, modes, true, false)));
            }
          }
        }
      }
    }
    return servers;
  }

  /** The clients of {@code MCResumptionHostileServer}. */
  static List<ClientSetup> resumingClientsOfHostileServer() {
    PskOffer offer = offer(true, PSK_256, PSK_384_WITHOUT_EARLY_DATA);
    List<ClientSetup> clients = new ArrayList<>();
    for (List<PskKeyExchangeMode> modes : CLIENT_MODES) {
      clients.add(resuming(TWO_GROUPS, Set.of(X25519), Bytes.EMPTY, offer, modes));
    }
    clients.add(resuming(List.of(), Set.of(), Bytes.EMPTY, offer, List.of(PSK_KE)));
    return clients;
  }

  /** What the client of {@code MCResumptionHostileClient} begins with. */
  static List<ClientSetup> firstHellosOfResumingHostileClient() {
    Bytes session = MessageConcretion.SESSION_ID;
    List<NamedGroup> one = List.of(X25519);
    PskOffer both = offer(true, PSK_256, PSK_384_WITHOUT_EARLY_DATA);
    return List.of(
        resuming(one, Set.of(), session, both, List.of(PSK_KE, PSK_DHE_KE)),
        resuming(one, Set.of(X25519), session, both, List.of(PSK_KE, PSK_DHE_KE)),
        resuming(
            one, Set.of(), session, offer(false, PSK_384_WITHOUT_EARLY_DATA), List.of(PSK_DHE_KE)),
        resuming(
            List.of(),
            Set.of(),
            session,
            offer(false, PSK_384_WITHOUT_EARLY_DATA, PSK_256),
            List.of(PSK_KE)));
  }

  /** The servers of {@code MCResumptionHostileClient}. */
  static List<ServerSetup> serversOfResumingHostileClient() {
    List<ServerSetup> servers = new ArrayList<>();
    for (List<CipherSuite> suites : List.of(BOTH_SUITES, List.of(TLS_AES_256_GCM_SHA384))) {
      for (ServerSetup server : withAndWithoutCookie(List.of(X25519), suites, Take.SHARED)) {
        for (List<PskKeyExchangeMode> modes :
            List.of(
                List.of(PSK_DHE_KE), List.of(PSK_KE, PSK_DHE_KE), List.of(PSK_DHE_KE, PSK_KE))) {
          servers.add(
              server.withPsks(
                  new PskPolicy(List.of(PSK_256, PSK_384_WITHOUT_EARLY_DATA), modes, false, true)));
        }
      }
    }
    return servers;
  }

  /** The clients of {@code MCStateless}. */
  static List<ClientSetup> clientsOfStateless() {
    Bytes session = MessageConcretion.SESSION_ID;
    List<ClientSetup> clients = new ArrayList<>();
    for (Set<NamedGroup> shared : subsets(TWO_GROUPS)) {
      for (List<CipherSuite> suites :
          List.of(BOTH_SUITES_REVERSED, List.of(TLS_AES_256_GCM_SHA384))) {
        clients.add(client(List.of(SECP256R1, X25519), shared, suites, BOTH_VERSIONS, session));
      }
    }
    clients.add(
        client(
            List.of(SECP384R1), Set.of(SECP384R1), BOTH_SUITES_REVERSED, BOTH_VERSIONS, session));
    clients.add(
        client(
            List.of(X25519),
            Set.of(),
            List.of(TLS_CHACHA20_POLY1305_SHA256),
            BOTH_VERSIONS,
            session));
    clients.add(client(List.of(X25519), Set.of(), BOTH_SUITES_REVERSED, List.of(TLS_12), session));
    return clients;
  }

  /** The servers of {@code MCStateless}. */
  static List<ServerSetup> serversOfStateless() {
    List<ServerSetup> servers = new ArrayList<>();
    for (List<NamedGroup> groups : List.of(List.of(X25519), TWO_GROUPS)) {
      for (Take take : Take.values()) {
        servers.addAll(withAndWithoutCookie(groups, BOTH_SUITES, take));
      }
    }
    return servers;
  }

  /** The clients of {@code MCStatelessLossy}. */
  static List<ClientSetup> clientsOfLossy() {
    return List.of(Set.<NamedGroup>of(), Set.of(SECP256R1)).stream()
        .map(
            shared ->
                client(
                    List.of(SECP256R1, X25519),
                    shared,
                    List.of(TLS_AES_128_GCM_SHA256),
                    List.of(TLS_13),
                    MessageConcretion.SESSION_ID))
        .toList();
  }

  /** The servers of {@code MCStatelessLossy}. */
  static List<ServerSetup> serversOfLossy() {
    List<ServerSetup> servers = new ArrayList<>();
    for (Take take : Take.values()) {
      servers.addAll(withAndWithoutCookie(TWO_GROUPS, List.of(TLS_AES_128_GCM_SHA256), take));
    }
    return servers;
  }

  /** What the client of {@code MCStatelessHostile} begins with. */
  static List<ClientSetup> firstHellosOfCookieThief() {
    List<CipherSuite> suites =
        List.of(TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_AES_128_CCM_SHA256);
    Bytes session = MessageConcretion.SESSION_ID;
    return List.of(
        client(TWO_GROUPS, Set.of(X25519), suites, List.of(TLS_13), session),
        client(List.of(SECP256R1, X25519), Set.of(), suites, List.of(TLS_13), session));
  }

  /** The servers of {@code MCStatelessHostile}. */
  static List<ServerSetup> serversOfCookieThief() {
    return withAndWithoutCookie(TWO_GROUPS, BOTH_SUITES_REVERSED, Take.PREFERRED);
  }

  /** The clients of {@code MCAttacker}. */
  static List<ClientSetup> clientsUnderAttack() {
    return List.of(
        client(
            TWO_GROUPS, Set.of(X25519), BOTH_SUITES, BOTH_VERSIONS, MessageConcretion.SESSION_ID));
  }

  /** The servers of {@code MCAttacker} with one session. */
  static List<ServerSetup> serversUnderAttack() {
    List<ServerSetup> servers =
        new ArrayList<>(withAndWithoutCookie(TWO_GROUPS, BOTH_SUITES_REVERSED, Take.SHARED));
    servers.add(askingForBoth());
    return servers;
  }

  /** The servers of {@code MCAttacker} with two sessions. */
  static List<ServerSetup> twoServersUnderAttack() {
    return List.of(
        withAndWithoutCookie(TWO_GROUPS, BOTH_SUITES_REVERSED, Take.SHARED).get(0),
        askingForBoth());
  }

  private static ServerSetup askingForBoth() {
    return withAndWithoutCookie(
            Extensions.reversed(TWO_GROUPS), BOTH_SUITES_REVERSED, Take.PREFERRED)
        .get(1);
  }

  static ClientSetup client(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      Bytes sessionId) {
    return new ClientSetup(groups, shared, suites, versions, sessionId, List.of(), 0, Set.of());
  }

  private static PskOffer offer(boolean earlyData, PreSharedKey... psks) {
    return new PskOffer(
        List.of(psks).stream().map(OfferedKey::external).toList(), List.of(PSK_KE), earlyData);
  }

  private static ClientSetup resuming(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      Bytes sessionId,
      PskOffer offer,
      List<PskKeyExchangeMode> modes) {
    return client(groups, shared, BOTH_SUITES, List.of(TLS_13), sessionId)
        .withPsks(new PskOffer(offer.keys(), modes, offer.earlyData()), false);
  }

  static List<ServerSetup> withAndWithoutCookie(
      List<NamedGroup> groups, List<CipherSuite> suites, Take take) {
    return List.of(
        new ServerSetup(groups, suites, take, Optional.empty(), Set.of()),
        new ServerSetup(groups, suites, take, Optional.of(MessageConcretion.COOKIE), Set.of()));
  }

  /** Returns every list of distinct elements but the empty one. */
  private static <T> List<List<T>> lists(List<T> elements) {
    List<List<T>> all = new ArrayList<>();
    for (T first : elements) {
      all.add(List.of(first));
      List<T> others = new ArrayList<>(elements);
      others.remove(first);
      for (List<T> rest : lists(others)) {
        List<T> list = new ArrayList<>(rest);
        list.add(0, first);
        all.add(list);
      }
    }
    return all;
  }

  /** Returns every subset. */
  private static <T> List<Set<T>> subsets(List<T> elements) {
    List<Set<T>> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << elements.size(); bits++) {
      Set<T> subset = new HashSet<>();
      for (int i = 0; i < elements.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(elements.get(i));
        }
      }
      all.add(subset);
    }
    return all;
  }
}

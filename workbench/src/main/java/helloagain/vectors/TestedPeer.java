package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.OfferedKey;
import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import java.util.List;

/** Says what a peer has to be like for a test. */
public sealed interface TestedPeer {
  /** Returns the PSKs that it has to know. */
  List<PreSharedKey> psks();

  /** Returns the modes in which it uses PSKs, by falling preference. */
  List<PskKeyExchangeMode> modes();

  /**
   * Is a client.
   *
   * @param groups its {@code supported_groups} among those of the file, in this order
   * @param shares those of them that have a share in its first ClientHello
   * @param suites its {@code cipher_suites} among those of the file, in this order
   * @param versions its {@code supported_versions}
   * @param compatibility whether it has a {@code legacy_session_id}
   * @param psks the PSKs that it offers, in this order
   * @param modes its {@code psk_key_exchange_modes}
   * @param earlyData whether it offers early data
   */
  record Client(
      List<NamedGroup> groups,
      List<NamedGroup> shares,
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      boolean compatibility,
      List<PreSharedKey> psks,
      List<PskKeyExchangeMode> modes,
      boolean earlyData)
      implements TestedPeer {
    /** Copies the lists. */
    public Client {
      groups = List.copyOf(groups);
      shares = List.copyOf(shares);
      suites = List.copyOf(suites);
      versions = List.copyOf(versions);
      psks = List.copyOf(psks);
      modes = List.copyOf(modes);
    }

    /** Describes a client of the reference. */
    static Client of(ClientConfig config) {
      ClientHello hello = config.firstHello();
      return new Client(
          Hellos.groups(hello),
          Hellos.groups(hello).stream()
              .filter(group -> Hellos.sharedGroups(hello).contains(group))
              .toList(),
          hello.cipherSuites(),
          Hellos.versions(hello),
          !hello.legacySessionId().isEmpty(),
          config.psks().stream().map(OfferedKey::psk).toList(),
          Hellos.pskModes(hello),
          Hellos.carries(hello, ExtensionType.EARLY_DATA));
    }
  }

  /**
   * Is a server.
   *
   * @param groups the groups that it has, by falling preference
   * @param suites the suites that it has, by falling preference
   * @param take whether a share comes before its preference
   * @param cookie whether it sends a cookie, and so retries always
   * @param psks the PSKs that it knows
   * @param modes the modes in which it takes them, by falling preference
   * @param psksFirst whether a PSK comes before the preference of suites
   * @param earlyData whether it accepts early data
   */
  record Server(
      List<NamedGroup> groups,
      List<CipherSuite> suites,
      Take take,
      boolean cookie,
      List<PreSharedKey> psks,
      List<PskKeyExchangeMode> modes,
      boolean psksFirst,
      boolean earlyData)
      implements TestedPeer {
    /** Copies the lists. */
    public Server {
      groups = List.copyOf(groups);
      suites = List.copyOf(suites);
      psks = List.copyOf(psks);
      modes = List.copyOf(modes);
    }

    /** Describes a server of the reference. */
    static Server of(ServerConfig config) {
      ServerPolicy policy = config.policy();
      return new Server(
          policy.groups(),
          policy.suites(),
          policy.take(),
          policy.cookie().isPresent(),
          policy.psks().known(),
          policy.psks().modes(),
          policy.psks().first(),
          policy.psks().earlyData());
    }
  }
}

package helloagain.client;

import helloagain.exchange.Binders;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.schedule.PreSharedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a client offers, from which its first ClientHello follows.
 *
 * @param groups the groups by falling preference
 * @param shared the groups of that list that get a share at once
 * @param suites the suites by falling preference
 * @param versions the versions by falling preference
 * @param sessionId 0 to 32 octets; empty outside compatibility mode (RFC 8446, D.4)
 * @param random 32 octets
 * @param signatureSchemes the schemes by falling preference
 * @param extras the extensions after {@code key_share}, in their order
 * @param psks the pre-shared keys; a client without groups relies on them alone
 */
public record ClientOffer(
    List<NamedGroup> groups,
    Set<NamedGroup> shared,
    List<CipherSuite> suites,
    List<ProtocolVersion> versions,
    Bytes sessionId,
    Bytes random,
    List<SignatureScheme> signatureSchemes,
    List<Extension> extras,
    PskOffer psks) {
  /** The share of a GREASE group, of which a single octet is enough (RFC 8701, 3.1). */
  private static final Bytes GREASE_SHARE = Bytes.of((byte) 0);

  /** The octets of a random, and of a session id that is drawn (RFC 8446, 4.1.2). */
  private static final int RANDOM_LENGTH = 32;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a group is repeated (RFC 9846, 4.3.7; SG-05), if there are
   *     neither groups nor PSKs that can do without (MTI-12, PKM-05), or if the suite of early data
   *     is not offered
   */
  public ClientOffer {
    groups = List.copyOf(groups);
    if (Set.copyOf(groups).size() != groups.size()) {
      throw new IllegalArgumentException("groups are repeated: " + groups);
    }
    shared = Set.copyOf(shared);
    suites = List.copyOf(suites);
    versions = List.copyOf(versions);
    signatureSchemes = List.copyOf(signatureSchemes);
    extras = List.copyOf(extras);
    if (groups.isEmpty()
        && (psks.keys().isEmpty() || psks.modes().contains(PskKeyExchangeMode.PSK_DHE_KE))) {
      throw new IllegalArgumentException("no groups, and no PSKs for psk_ke alone");
    }
    if (psks.earlyData()
        && psks.keys().get(0).psk().earlySuite().stream().noneMatch(suites::contains)) {
      throw new IllegalArgumentException("the suite of early data is not offered");
    }
  }

  /** Makes an offer without PSKs. */
  public ClientOffer(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      Bytes sessionId,
      Bytes random,
      List<SignatureScheme> signatureSchemes,
      List<Extension> extras) {
    this(
        groups,
        shared,
        suites,
        versions,
        sessionId,
        random,
        signatureSchemes,
        extras,
        PskOffer.NONE);
  }

  /** Returns the same offer with an empty {@code key_share}, which needs no keys. */
  public ClientOffer withoutShares() {
    return new ClientOffer(
        groups, Set.of(), suites, versions, sessionId, random, signatureSchemes, extras, psks);
  }

  /** Returns the same offer with other PSKs. */
  public ClientOffer withPsks(PskOffer others) {
    return new ClientOffer(
        groups, shared, suites, versions, sessionId, random, signatureSchemes, extras, others);
  }

  /** Makes an offer of TLS 1.3 alone, outside compatibility mode, with two signature schemes. */
  public ClientOffer(
      List<NamedGroup> groups, Set<NamedGroup> shared, List<CipherSuite> suites, Bytes random) {
    this(
        groups,
        shared,
        suites,
        List.of(ProtocolVersion.TLS_13),
        Bytes.EMPTY,
        random,
        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256),
        List.of());
  }

  /**
   * Returns the same offer with a random of 32 octets from the source (CH-19), and with a session
   * id of 32 more in compatibility mode, of none outside (CH-08 to CH-10).
   *
   * @param compatible whether the offer is one of compatibility mode (RFC 8446, D.4)
   */
  public ClientOffer drawing(Randomness randomness, boolean compatible) {
    Bytes drawn = randomness.next(RANDOM_LENGTH);
    return new ClientOffer(
        groups,
        shared,
        suites,
        versions,
        compatible ? randomness.next(RANDOM_LENGTH) : Bytes.EMPTY,
        drawn,
        signatureSchemes,
        extras);
  }

  /**
   * Returns the same offer with a GREASE value in front of each list of code points, one of them
   * with a share, and with an empty GREASE extension (RFC 8701, 3.1; GR-01 to GR-06). The values
   * come from the source (GR-13) and stay in the second hello, as all else does.
   */
  public ClientOffer greased(Randomness randomness) {
    NamedGroup group = new NamedGroup(grease(randomness));
    return new ClientOffer(
        before(group, groups),
        Stream.concat(Stream.of(group), shared.stream()).collect(Collectors.toSet()),
        before(new CipherSuite(grease(randomness)), suites),
        before(new ProtocolVersion(grease(randomness)), versions),
        sessionId,
        random,
        before(new SignatureScheme(grease(randomness)), signatureSchemes),
        before(new OpaqueExtension(new ExtensionType(grease(randomness)), Bytes.EMPTY), extras));
  }

  /** Draws one of the sixteen values 0x0A0A, 0x1A1A, ..., 0xFAFA (RFC 8701, 2). */
  private static int grease(Randomness randomness) {
    return (randomness.next(1).at(0) >> 4) * 0x1010 + 0x0a0a;
  }

  private static <T> List<T> before(T first, List<T> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  /** Takes the keys for the shares, in the order of the groups. */
  public List<EphemeralKey> keys(KeySource source) {
    return groups.stream()
        .filter(group -> shared.contains(group) && !group.isGrease())
        .map(source::keyFor)
        .toList();
  }

  /**
   * Makes the first ClientHello: {@code supported_versions}, {@code supported_groups}, {@code
   * signature_algorithms}, {@code key_share}, then the extras, {@code psk_key_exchange_modes},
   * {@code early_data}, and {@code pre_shared_key} with its binders, which is last (PSK-15).
   * Without groups the second to fourth are left out.
   *
   * <p>The legacy fields are fixed (CH-05, CH-13, VER-14), the extensions that TLS 1.3 demands are
   * there (SV-01, SA-01, MTI-06 to MTI-09, MTI-11 to MTI-13), groups of every kind stand in one
   * list by preference (SG-10, FF-01, FF-02), and there is one share for each group that is to have
   * one, any of them, in their order (KS-02 to KS-04, KS-06, KS-07).
   *
   * @param keys one key for each shared group but those of GREASE
   * @throws IllegalArgumentException if a key is missing
   */
  public ClientHello hello(List<EphemeralKey> keys) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SupportedVersionsOffer(versions));
    if (!groups.isEmpty()) {
      extensions.add(new SupportedGroups(groups));
      extensions.add(new SignatureAlgorithms(signatureSchemes));
      extensions.add(
          new KeyShareOffer(
              groups.stream().filter(shared::contains).map(group -> share(group, keys)).toList()));
    }
    extensions.addAll(extras);
    if (!psks.modes().isEmpty()) {
      extensions.add(new PskKeyExchangeModes(psks.modes()));
    }
    if (psks.earlyData()) {
      extensions.add(new EarlyData());
    }
    List<PreSharedKey> offered = psks.keys().stream().map(OfferedKey::psk).toList();
    if (!offered.isEmpty()) {
      extensions.add(
          Binders.unbound(psks.keys().stream().map(OfferedKey::inFirstHello).toList(), offered));
    }
    ClientHello hello =
        new ClientHello(
            ProtocolVersion.TLS_12,
            random,
            sessionId,
            suites,
            ClientHello.NULL_COMPRESSION,
            extensions);
    return offered.isEmpty() ? hello : Binders.bind(hello, offered, Optional.empty());
  }

  private static KeyShareEntry share(NamedGroup group, List<EphemeralKey> keys) {
    return group.isGrease()
        ? new KeyShareEntry(group, GREASE_SHARE)
        : new KeyShareEntry(group, KeySource.of(keys).keyFor(group).share());
  }
}

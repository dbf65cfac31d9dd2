package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.PskOffer;
import helloagain.client.SecondHelloLayout;
import helloagain.keyexchange.EphemeralKey;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a client in the terms of a trace file. Its keys are those of the pool, so that the same
 * setup makes the same octets in every JVM.
 *
 * @param groups {@code supported_groups} in order of preference
 * @param shared the groups of that list that get a share at once
 * @param suites {@code cipher_suites} in order of preference
 * @param versions {@code supported_versions} in order of preference
 * @param sessionId 0 to 32 octets
 * @param extras extensions after {@code key_share}
 * @param padTo octets to which the second ClientHello is padded, 0 for none
 * @param unenforced rules that this client does not check: a MAY rule by policy, a MUST rule if it
 *     is broken on purpose
 * @param profile the document that this client follows
 * @param psks the pre-shared keys that it offers
 * @param keepsUnfitPsks whether it keeps those that do not fit the suite of a retry
 */
public record ClientSetup(
    List<NamedGroup> groups,
    Set<NamedGroup> shared,
    List<CipherSuite> suites,
    List<ProtocolVersion> versions,
    Bytes sessionId,
    List<Extension> extras,
    int padTo,
    Set<Rule> unenforced,
    Profile profile,
    PskOffer psks,
    boolean keepsUnfitPsks) {
  /** Copies the collections. */
  public ClientSetup {
    groups = List.copyOf(groups);
    shared = Set.copyOf(shared);
    suites = List.copyOf(suites);
    versions = List.copyOf(versions);
    extras = List.copyOf(extras);
    unenforced = Set.copyOf(unenforced);
  }

  /** Describes a client that follows RFC 8446 and has no PSKs. */
  public ClientSetup(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      Bytes sessionId,
      List<Extension> extras,
      int padTo,
      Set<Rule> unenforced) {
    this(
        groups,
        shared,
        suites,
        versions,
        sessionId,
        extras,
        padTo,
        unenforced,
        Profile.RFC8446,
        PskOffer.NONE,
        false);
  }

  /** Returns the same client without groups, as one that relies on PSKs alone. */
  ClientSetup withoutGroups() {
    return with(List.of(), Set.of(), unenforced, profile, psks, keepsUnfitPsks);
  }

  /** Returns the same client with other PSKs. */
  public ClientSetup withPsks(PskOffer others, boolean keepsUnfit) {
    return with(groups, shared, unenforced, profile, others, keepsUnfit);
  }

  /** Returns the same client that leaves one more rule unchecked. */
  public ClientSetup without(Rule rule) {
    return with(groups, shared, plus(unenforced, rule), profile, psks, keepsUnfitPsks);
  }

  /** Returns the same client that follows another document. */
  public ClientSetup following(Profile other) {
    return with(groups, shared, unenforced, other, psks, keepsUnfitPsks);
  }

  /** Returns the same client with other groups. */
  ClientSetup withGroups(List<NamedGroup> others, Set<NamedGroup> sharedOnes) {
    return with(others, sharedOnes, unenforced, profile, psks, keepsUnfitPsks);
  }

  /** Returns the same client that checks every rule. */
  ClientSetup withoutPolicy() {
    return with(groups, shared, Set.of(), profile, psks, keepsUnfitPsks);
  }

  /** Returns the same client with other suites. */
  ClientSetup withSuites(List<CipherSuite> others) {
    return with(others, versions, sessionId, extras, padTo);
  }

  /** Returns the same client with other versions. */
  ClientSetup withVersions(List<ProtocolVersion> others) {
    return with(suites, others, sessionId, extras, padTo);
  }

  /** Returns the same client with another session id. */
  ClientSetup withSessionId(Bytes other) {
    return with(suites, versions, other, extras, padTo);
  }

  /** Returns the same client with other extensions after {@code key_share}. */
  ClientSetup withExtras(List<Extension> others) {
    return with(suites, versions, sessionId, others, padTo);
  }

  /** Returns the same client that pads its second hello to another number of octets. */
  ClientSetup withPadTo(int octets) {
    return with(suites, versions, sessionId, extras, octets);
  }

  private ClientSetup with(
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      Bytes sessionId,
      List<Extension> extras,
      int padTo) {
    return new ClientSetup(
        groups,
        shared,
        suites,
        versions,
        sessionId,
        extras,
        padTo,
        unenforced,
        profile,
        psks,
        keepsUnfitPsks);
  }

  private ClientSetup with(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      Set<Rule> unenforced,
      Profile profile,
      PskOffer psks,
      boolean keepsUnfitPsks) {
    return new ClientSetup(
        groups,
        shared,
        suites,
        versions,
        sessionId,
        extras,
        padTo,
        unenforced,
        profile,
        psks,
        keepsUnfitPsks);
  }

  /** Makes the configuration of the machine. */
  public ClientConfig config() {
    ClientOffer offer = offer();
    List<EphemeralKey> keys = offer.keys(group -> KeyPool.key(group, "first"));
    return new ClientConfig(
        offer.hello(keys),
        keys,
        group -> KeyPool.key(group, "second"),
        new SecondHelloLayout(Optional.empty(), padTo, keepsUnfitPsks),
        enforced(unenforced),
        profile,
        psks.keys());
  }

  /**
   * Makes the offer.
   *
   * @throws IllegalArgumentException if no client makes it
   */
  ClientOffer offer() {
    return new ClientOffer(
        groups,
        shared,
        suites,
        versions,
        sessionId,
        MessageConcretion.CLIENT_RANDOM,
        MessageConcretion.SCHEMES,
        extras,
        psks);
  }

  static Set<Rule> enforced(Set<Rule> unenforced) {
    EnumSet<Rule> enforced = EnumSet.allOf(Rule.class);
    enforced.removeAll(unenforced);
    return enforced;
  }

  static Set<Rule> plus(Set<Rule> rules, Rule rule) {
    EnumSet<Rule> more = EnumSet.of(rule);
    more.addAll(rules);
    return more;
  }
}

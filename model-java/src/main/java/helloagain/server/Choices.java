package helloagain.server;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Says what a policy chooses from a ClientHello (RFC 8446, 4.1.1). */
public final class Choices {
  private Choices() {}

  /**
   * Returns the most preferred suite in common; a value that the policy does not have is passed
   * over, whatever it is (CH-11, INV-01, INV-04, GR-10 to GR-12). The suites that fit a PSK come
   * first if the policy says so (PSK-08), or if nothing goes without a PSK (NEG-04).
   */
  public static Optional<CipherSuite> suite(ServerPolicy policy, ClientHello hello) {
    Optional<CipherSuite> fitting =
        first(
            policy.suites(),
            suite -> hello.cipherSuites().contains(suite) && psk(policy, suite, hello).isPresent());
    return fitting.isPresent() && (policy.psks().first() || !canDoWithoutPsk(policy, hello))
        ? fitting
        : first(policy.suites(), hello.cipherSuites()::contains);
  }

  private static boolean canDoWithoutPsk(ServerPolicy policy, ClientHello hello) {
    return Hellos.carries(hello, ExtensionType.SIGNATURE_ALGORITHMS)
        && haveCommonGroup(policy, hello);
  }

  private static boolean haveCommonGroup(ServerPolicy policy, ClientHello hello) {
    return !Collections.disjoint(policy.groups(), Hellos.groups(hello));
  }

  /**
   * Returns how a PSK would be used: by the most preferred mode that the client lists (NEG-02).
   * psk_dhe_ke needs a group in common, psk_ke none (NEG-06).
   */
  public static Optional<PskKeyExchangeMode> pskMode(ServerPolicy policy, ClientHello hello) {
    return first(
        policy.psks().modes(),
        mode ->
            Hellos.pskModes(hello).contains(mode)
                && (mode.equals(PskKeyExchangeMode.PSK_KE) || haveCommonGroup(policy, hello)));
  }

  /**
   * Returns the place, from 0, of the first PSK that can be used with a suite: one that the server
   * knows (PSK-06, PSK-07) and that has the hash of the suite (PSK-04). What is wrong with the
   * others does not matter (PSK-12).
   */
  public static Optional<Integer> psk(ServerPolicy policy, CipherSuite suite, ClientHello hello) {
    if (pskMode(policy, hello).isEmpty()) {
      return Optional.empty();
    }
    List<Bytes> identities = Hellos.pskIdentities(hello);
    return IntStream.range(0, identities.size())
        .filter(
            place ->
                policy
                    .psks()
                    .find(identities.get(place))
                    .map(PreSharedKey::hash)
                    .filter(hash -> HashAlgorithm.forSuite(suite).equals(Optional.of(hash)))
                    .isPresent())
        .boxed()
        .findFirst();
  }

  /** Tells whether a PSK is used with a suite, and without a group (NEG-06, KS-14). */
  public static boolean usesPskAlone(ServerPolicy policy, CipherSuite suite, ClientHello hello) {
    return psk(policy, suite, hello).isPresent()
        && pskMode(policy, hello).equals(Optional.of(PskKeyExchangeMode.PSK_KE));
  }

  /**
   * Returns the group that the policy takes of those in common.
   *
   * <p>KS-13, SG-09, FF-05: only a group that {@code supported_groups} lists counts, whatever has a
   * share. A group is a name, also of a hybrid (HY-15); one that the policy does not have is passed
   * over, its share unread (KS-19, INV-01, INV-04, GR-10 to GR-12).
   */
  public static Optional<NamedGroup> group(ServerPolicy policy, ClientHello hello) {
    List<NamedGroup> listed = Hellos.groups(hello);
    Set<NamedGroup> shared = Hellos.sharedGroups(hello);
    Optional<NamedGroup> sharedGroup =
        first(policy.groups(), group -> listed.contains(group) && shared.contains(group));
    return policy.take() == Take.SHARED && sharedGroup.isPresent()
        ? sharedGroup
        : first(policy.groups(), listed::contains);
  }

  /** Tells whether a group is needed that has no share (NEG-03, HRR-19, HRR-20). */
  public static boolean lacksShare(ServerPolicy policy, ClientHello hello) {
    boolean shared = group(policy, hello).map(Hellos.sharedGroups(hello)::contains).orElse(false);
    return !shared
        && suite(policy, hello).filter(suite -> usesPskAlone(policy, suite, hello)).isEmpty();
  }

  /** Tells whether the group has no share or a cookie is wanted (NEG-03, CK-01, HRR-01, HRR-19). */
  public static boolean wantsRetry(ServerPolicy policy, ClientHello hello) {
    return policy.cookie().isPresent() || lacksShare(policy, hello);
  }

  /**
   * Says what becomes of early data when a ServerHello answers the first hello: it is accepted only
   * under the first PSK and with the suite that belongs to its early data (ED-09 to ED-11).
   */
  public static EarlyData earlyData(ServerPolicy policy, CipherSuite suite, ClientHello hello) {
    if (!Hellos.carries(hello, ExtensionType.EARLY_DATA)) {
      return EarlyData.NONE;
    }
    boolean fits =
        psk(policy, suite, hello)
            .filter(place -> place == 0)
            .flatMap(place -> policy.psks().find(Hellos.pskIdentities(hello).get(place)))
            .flatMap(PreSharedKey::earlySuite)
            .equals(Optional.of(suite));
    return policy.psks().earlyData() && fits ? EarlyData.ACCEPTED : EarlyData.REFUSED;
  }

  private static <T> Optional<T> first(List<T> preferred, Predicate<T> acceptable) {
    return preferred.stream().filter(acceptable).findFirst();
  }
}

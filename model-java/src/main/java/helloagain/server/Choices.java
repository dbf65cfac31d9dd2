package helloagain.server;

import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.NamedGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what a policy chooses from a ClientHello (RFC 8446, 4.1.1). */
public final class Choices {
  private Choices() {}

  /**
   * Returns the most preferred suite in common; a value that the policy does not have is passed
   * over, whatever it is (CH-11, INV-01, INV-04, GR-10 to GR-12).
   */
  public static Optional<CipherSuite> suite(ServerPolicy policy, ClientHello hello) {
    return first(policy.suites(), hello.cipherSuites()::contains);
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

  /** Tells whether the group has no share or a cookie is wanted (NEG-03, CK-01, HRR-01, HRR-19). */
  public static boolean wantsRetry(ServerPolicy policy, ClientHello hello) {
    return policy.cookie().isPresent()
        || !group(policy, hello).map(Hellos.sharedGroups(hello)::contains).orElse(false);
  }

  private static <T> Optional<T> first(List<T> preferred, Predicate<T> acceptable) {
    return preferred.stream().filter(acceptable).findFirst();
  }
}

package helloagain.probe;

import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.server.Take;
import helloagain.vectors.Expected;
import helloagain.vectors.TestedPeer;
import helloagain.vectors.Vector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what a server under test is like, as exchanges without fault have shown. What is known is
 * about {@link #GROUPS} and {@link #SUITES}.
 *
 * @param groups the groups that it has, by falling preference
 * @param otherGroups groups that it has beside those, which come alone in tests
 * @param followsGroups whether it takes the client's preference of groups instead
 * @param followsShares whether it takes the first of the client's shares that it can
 * @param suites the suites that it has, by falling preference
 * @param followsSuites whether it takes the client's preference of suites instead
 * @param takes whether a share comes before preference; both if that is so for some groups
 * @param cookies when it sends a cookie
 * @param speaksOlder whether it goes on with TLS 1.2 where TLS 1.3 is not offered
 */
record ServerTraits(
    List<NamedGroup> groups,
    Set<NamedGroup> otherGroups,
    boolean followsGroups,
    boolean followsShares,
    List<CipherSuite> suites,
    boolean followsSuites,
    Set<Take> takes,
    Cookies cookies,
    boolean speaksOlder) {
  /** Says when a server sends a cookie (RFC 8446, 4.2.2). */
  enum Cookies {
    NEVER,
    /** When it retries for a group. */
    WITH_GROUP,
    /** It retries always. */
    ALWAYS
  }

  /** The groups among which tests let it choose. */
  static final List<NamedGroup> GROUPS =
      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);

  /** The suites that tests offer. */
  static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_AES_128_CCM_SHA256);

  /** Copies the lists. */
  ServerTraits {
    groups = List.copyOf(groups);
    takes = Set.copyOf(takes);
    otherGroups = Set.copyOf(otherGroups);
    suites = List.copyOf(suites);
  }

  /** Says what it is like. */
  String words() {
    return "it takes "
        + (followsGroups
            ? "the client's first of " + words(groups)
            : "the first of " + words(groups))
        + ", "
        + (takes.size() > 1
            ? "its preference before some shares"
            : takes.contains(Take.PREFERRED)
                ? "its preference before a share"
                : followsShares
                    ? "the client's first share before its preference"
                    : "a share before its preference")
        + "; "
        + suites.stream()
            .map(CipherSuite::name)
            .collect(Collectors.joining(followsSuites ? ", " : " before "))
        + switch (cookies) {
          case NEVER -> "";
          case WITH_GROUP -> "; a cookie with each retry";
          case ALWAYS -> "; a cookie always";
        };
  }

  /**
   * Says why a test for a kind of server is not for this one. Only what its first hello offers
   * matters.
   *
   * @param steps the steps of the test
   * @param hellos its hellos, as far as they can be read
   */
  Optional<String> unlike(
      TestedPeer.Server kind, List<Vector.Step> steps, List<ClientHello> hellos) {
    if (!kind.psks().isEmpty()) {
      return Optional.of("it knows none of the PSKs that both would have to know");
    }
    Optional<String> otherCookies = unlikeCookies(kind, steps);
    if (otherCookies.isPresent()) {
      return otherCookies;
    }
    if (speaksOlder && hellos.stream().limit(1).anyMatch(hello -> !Hellos.offersTls13(hello))) {
      return Optional.of("it speaks TLS 1.2, which the test takes for too old");
    }
    Optional<NamedGroup> missing =
        kind.groups().stream()
            .filter(group -> !GROUPS.contains(group) && !otherGroups.contains(group))
            .findFirst();
    if (missing.isPresent()) {
      return Optional.of("it does not have " + missing.get().name());
    }
    return hellos.isEmpty()
        ? Optional.empty()
        : unlikeGroup(kind, hellos.get(0)).or(() -> unlikeSuite(kind, hellos));
  }

  /** Compares which group is taken, and whether it has a share. */
  private Optional<String> unlikeGroup(TestedPeer.Server kind, ClientHello hello) {
    List<NamedGroup> offered =
        Hellos.groups(hello).stream().filter(GROUPS::contains).distinct().toList();
    List<NamedGroup> common = inOrder(groups, followsGroups, offered);
    Set<Choice> own =
        takes.stream()
            .map(
                take ->
                    Choice.of(
                        common,
                        followsShares
                            ? inOrder(
                                common,
                                true,
                                Hellos.shares(hello).stream().map(KeyShareEntry::group).toList())
                            : common,
                        take,
                        hello))
            .collect(Collectors.toUnmodifiableSet());
    List<NamedGroup> commonOfKind = inOrder(kind.groups(), false, offered);
    Choice wanted = Choice.of(commonOfKind, commonOfKind, kind.take(), hello);
    return own.equals(Set.of(wanted))
        ? Optional.empty()
        : Optional.of("it chooses otherwise among the groups of the test");
  }

  /** Says what a server makes of the groups of a hello. */
  private record Choice(Optional<NamedGroup> group, boolean isShared) {
    static Choice of(
        List<NamedGroup> common, List<NamedGroup> forShares, Take take, ClientHello hello) {
      Optional<NamedGroup> shared =
          forShares.stream()
              .filter(Hellos.sharedGroups(hello)::contains)
              .findFirst()
              .filter(any -> take == Take.SHARED);
      Optional<NamedGroup> group = shared.or(() -> common.stream().findFirst());
      return new Choice(group, group.filter(Hellos.sharedGroups(hello)::contains).isPresent());
    }
  }

  /** Which suite is taken matters where a later hello does not offer it any more. */
  private Optional<String> unlikeSuite(TestedPeer.Server kind, List<ClientHello> hellos) {
    List<CipherSuite> offered = hellos.get(0).cipherSuites();
    Optional<CipherSuite> own = inOrder(suites, followsSuites, offered).stream().findFirst();
    Optional<CipherSuite> wanted = inOrder(kind.suites(), false, offered).stream().findFirst();
    boolean makesNoDifference =
        own.isPresent()
            && wanted.isPresent()
            && hellos.stream()
                .allMatch(
                    hello -> hello.cipherSuites().containsAll(List.of(own.get(), wanted.get())));
    return own.equals(wanted) || makesNoDifference
        ? Optional.empty()
        : Optional.of("it chooses otherwise among the suites of the test");
  }

  private Optional<String> unlikeCookies(TestedPeer.Server kind, List<Vector.Step> steps) {
    if (cookies != Cookies.WITH_GROUP) {
      boolean always = cookies == Cookies.ALWAYS;
      return always == kind.cookie()
          ? Optional.empty()
          : Optional.of(always ? "it sends a cookie always" : "it sends no cookie");
    }
    boolean fits =
        steps.stream()
            .flatMap(step -> step.expected().stream())
            .allMatch(
                expected ->
                    !(expected instanceof Expected.Retry retry)
                        || (retry.cookie() && retry.group().isPresent()));
    boolean answersAtOnce =
        steps.get(0).expected().stream().anyMatch(Expected.Hello.class::isInstance);
    return fits && !(kind.cookie() && answersAtOnce)
        ? Optional.empty()
        : Optional.of("it sends a cookie when it retries for a group, and only then");
  }

  private static <T> List<T> inOrder(List<T> own, boolean follows, List<T> offered) {
    return follows
        ? offered.stream().filter(own::contains).distinct().toList()
        : own.stream().filter(offered::contains).toList();
  }

  private static String words(List<NamedGroup> groups) {
    return groups.isEmpty()
        ? "none"
        : groups.stream().map(NamedGroup::name).collect(Collectors.joining(", "));
  }
}

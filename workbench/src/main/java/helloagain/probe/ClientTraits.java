package helloagain.probe;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.schedule.PreSharedKey;
import helloagain.vectors.Place;
import helloagain.vectors.TestedPeer;
import helloagain.vectors.VectorFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a client under test is like, as its first ClientHello tells.
 *
 * @param hello its first ClientHello
 */
record ClientTraits(ClientHello hello) {
  /** Says what it is like. */
  String words() {
    return "it offers "
        + Hellos.groups(hello).stream().map(NamedGroup::name).collect(Collectors.joining(", "))
        + " with shares of "
        + words(Hellos.shares(hello).stream().map(KeyShareEntry::group).toList())
        + "; "
        + Hellos.versions(hello).stream()
            .map(ProtocolVersion::name)
            .collect(Collectors.joining(", "))
        + (hello.legacySessionId().isEmpty() ? "" : "; in compatibility mode");
  }

  /** Says why tests for a kind of client are not for this one. */
  Optional<String> unlike(TestedPeer.Client kind) {
    List<NamedGroup> shared =
        Hellos.groups(hello).stream()
            .filter(kind.groups()::contains)
            .filter(Hellos.sharedGroups(hello)::contains)
            .toList();
    List<ProtocolVersion> versions = Hellos.versions(hello);
    boolean hasSessionId = !hello.legacySessionId().isEmpty();
    List<Bytes> identities = kind.psks().stream().map(PreSharedKey::identity).toList();
    if (!identities.equals(Hellos.pskIdentities(hello))
        || !kind.modes().equals(modes(identities))
        || kind.earlyData() != Hellos.carries(hello, ExtensionType.EARLY_DATA)) {
      return Optional.of(
          identities.isEmpty()
              ? "it offers PSKs"
              : "it does not offer the PSKs that both would have to know");
    }
    if (!Hellos.groups(hello).containsAll(kind.groups())) {
      return Optional.of("it does not offer " + names(kind.groups(), Hellos.groups(hello)));
    }
    if (!new HashSet<>(shared).equals(Set.copyOf(kind.shares()))) {
      return Optional.of(
          "its shares are of "
              + words(shared)
              + " among "
              + words(kind.groups())
              + ", not of "
              + words(kind.shares()));
    }
    if (!hello.cipherSuites().containsAll(kind.suites())) {
      return Optional.of("it does not offer all of " + kind.suites());
    }
    if (Stream.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12)
        .anyMatch(version -> versions.contains(version) != kind.versions().contains(version))) {
      return Optional.of("its supported_versions are " + versions + ", not " + kind.versions());
    }
    return hasSessionId == kind.compatibility()
        ? Optional.empty()
        : Optional.of(
            hasSessionId
                ? "it has a legacy_session_id and cannot be without"
                : "it has no legacy_session_id");
  }

  /**
   * Says which place nothing can be put into, for it offers everything that tests would put there.
   */
  Optional<String> leavesOpen(Set<Place> places) {
    return places.contains(Place.GROUP_NOT_LISTED)
            && Hellos.groups(hello).containsAll(VectorFile.GROUP_CANDIDATES)
        ? Optional.of("it offers every group that tests take for one that it does not offer")
        : places.contains(Place.SUITE_NOT_LISTED)
                && hello.cipherSuites().containsAll(VectorFile.SUITE_CANDIDATES)
            ? Optional.of("it offers every suite that tests take for one that it does not offer")
            : Optional.empty();
  }

  /** The modes matter only to who has PSKs. */
  private List<?> modes(List<Bytes> identities) {
    return identities.isEmpty() ? List.of() : Hellos.pskModes(hello);
  }

  private static String names(List<NamedGroup> wanted, List<NamedGroup> there) {
    return words(wanted.stream().filter(group -> !there.contains(group)).toList());
  }

  private static String words(List<NamedGroup> groups) {
    return groups.isEmpty()
        ? "none"
        : groups.stream().map(NamedGroup::name).sorted().collect(Collectors.joining(" and "));
  }
}

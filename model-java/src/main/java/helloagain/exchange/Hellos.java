package helloagain.exchange;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the contents of hellos that rules look at.
 *
 * <p>Of several extensions of one type the first counts. The list of an extension that is absent is
 * empty.
 */
public final class Hellos {
  private Hellos() {}

  /** Tells whether an extension of the type is there. */
  public static boolean carries(List<Extension> extensions, ExtensionType type) {
    return extensions.stream().anyMatch(extension -> extension.type().equals(type));
  }

  /** Tells whether a ClientHello has an extension of the type. */
  public static boolean carries(ClientHello hello, ExtensionType type) {
    return carries(hello.extensions(), type);
  }

  /** Tells whether a ServerHello or HelloRetryRequest has an extension of the type. */
  public static boolean carries(ServerReply reply, ExtensionType type) {
    return carries(reply.extensions(), type);
  }

  /** Returns the types in the order of the extensions, repetitions included. */
  public static List<ExtensionType> types(List<Extension> extensions) {
    return extensions.stream().map(Extension::type).toList();
  }

  /** Returns the versions of {@code supported_versions} (RFC 8446, 4.2.1). */
  public static List<ProtocolVersion> versions(ClientHello hello) {
    return Extension.find(hello.extensions(), SupportedVersionsOffer.class)
        .map(SupportedVersionsOffer::versions)
        .orElse(List.of());
  }

  /**
   * Tells whether {@code supported_versions} lists TLS 1.3 (RFC 8446, 9.2), whatever {@code
   * legacy_version} and unknown values stand beside it (CH-22, SV-04 to SV-07, SV-09, VER-10,
   * GR-10).
   */
  public static boolean offersTls13(ClientHello hello) {
    return versions(hello).contains(ProtocolVersion.TLS_13);
  }

  /** Returns the groups of {@code supported_groups} (RFC 8446, 4.2.7). */
  public static List<NamedGroup> groups(ClientHello hello) {
    return Extension.find(hello.extensions(), SupportedGroups.class)
        .map(SupportedGroups::groups)
        .orElse(List.of());
  }

  /** Returns the shares of {@code key_share} (RFC 8446, 4.2.8). */
  public static List<KeyShareEntry> shares(ClientHello hello) {
    return Extension.find(hello.extensions(), KeyShareOffer.class)
        .map(KeyShareOffer::clientShares)
        .orElse(List.of());
  }

  /** Returns the groups that have a share. */
  public static Set<NamedGroup> sharedGroups(ClientHello hello) {
    return shares(hello).stream().map(KeyShareEntry::group).collect(Collectors.toSet());
  }

  /** Returns the share for a group, the first if the group is repeated. */
  public static Optional<KeyShareEntry> shareFor(ClientHello hello, NamedGroup group) {
    return shares(hello).stream().filter(share -> share.group().equals(group)).findFirst();
  }

  /** Returns the identities of {@code pre_shared_key} (RFC 8446, 4.2.11). */
  public static List<Bytes> pskIdentities(ClientHello hello) {
    return Extension.find(hello.extensions(), OfferedPsks.class)
        .map(offer -> offer.identities().stream().map(PskIdentity::identity).toList())
        .orElse(List.of());
  }

  /** Returns the binders of {@code pre_shared_key} (RFC 8446, 4.2.11). */
  public static List<Bytes> binders(ClientHello hello) {
    return Extension.find(hello.extensions(), OfferedPsks.class)
        .map(OfferedPsks::binders)
        .orElse(List.of());
  }

  /** Returns the modes of {@code psk_key_exchange_modes} (RFC 8446, 4.2.9). */
  public static List<PskKeyExchangeMode> pskModes(ClientHello hello) {
    return Extension.find(hello.extensions(), PskKeyExchangeModes.class)
        .map(PskKeyExchangeModes::modes)
        .orElse(List.of());
  }

  /** Returns the {@code selected_identity} of a ServerHello (RFC 8446, 4.2.11). */
  public static Optional<Integer> selectedPsk(ServerReply reply) {
    return Extension.find(reply.extensions(), SelectedPsk.class).map(SelectedPsk::index);
  }

  /**
   * Returns how a PSK is used that a ServerHello selects: with {@code key_share} or without (RFC
   * 8446, 4.2.9).
   */
  public static PskKeyExchangeMode pskMode(ServerReply reply) {
    return carries(reply, ExtensionType.KEY_SHARE)
        ? PskKeyExchangeMode.PSK_DHE_KE
        : PskKeyExchangeMode.PSK_KE;
  }

  /** Returns the octets of the cookie (RFC 8446, 4.2.2). */
  public static Optional<Bytes> cookie(List<Extension> extensions) {
    return Extension.find(extensions, Cookie.class).map(Cookie::cookie);
  }

  /** Returns the version that {@code supported_versions} selects (RFC 8446, 4.2.1). */
  public static Optional<ProtocolVersion> selectedVersion(ServerReply reply) {
    return Extension.find(reply.extensions(), SelectedVersion.class).map(SelectedVersion::version);
  }

  /** Returns the group for which a HelloRetryRequest wants a share. */
  public static Optional<NamedGroup> retriedGroup(HelloRetryRequest retry) {
    return Extension.find(retry.extensions(), KeyShareRetry.class)
        .map(KeyShareRetry::selectedGroup);
  }

  /** Returns the server's share. */
  public static Optional<KeyShareEntry> serverShare(ServerHello hello) {
    return Extension.find(hello.extensions(), KeyShareReply.class).map(KeyShareReply::serverShare);
  }

  /** Returns the group that {@code key_share} of either reply names. */
  public static Optional<NamedGroup> selectedGroup(ServerReply reply) {
    return reply instanceof HelloRetryRequest retry
        ? retriedGroup(retry)
        : serverShare((ServerHello) reply).map(KeyShareEntry::group);
  }
}

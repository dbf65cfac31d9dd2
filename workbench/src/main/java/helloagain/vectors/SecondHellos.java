package helloagain.vectors;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a second ClientHello with the first. RFC 8446, 4.1.2 says what changes, and that all
 * else stays as it was, in the order in which it was.
 */
final class SecondHellos {
  /** What a second hello may have, lose or fill anew. */
  private static final Set<ExtensionType> FREE =
      Set.of(
          ExtensionType.COOKIE,
          ExtensionType.PADDING,
          ExtensionType.EARLY_DATA,
          ExtensionType.PRE_SHARED_KEY);

  private SecondHellos() {}

  /** Says in what a second hello is not the one that is wanted. */
  static Optional<String> amiss(
      ClientHello first, ClientHello second, Expected.SecondHello expected) {
    return changed("legacy_version", first.legacyVersion(), second.legacyVersion())
        .or(() -> changed("random", first.random(), second.random()))
        .or(() -> changed("legacy_session_id", first.legacySessionId(), second.legacySessionId()))
        .or(() -> changed("cipher_suites", first.cipherSuites(), second.cipherSuites()))
        .or(
            () ->
                changed(
                    "legacy_compression_methods",
                    first.legacyCompressionMethods(),
                    second.legacyCompressionMethods()))
        .or(() -> changed("the order of extensions", types(first), types(second)))
        .or(() -> otherBodies(first, second))
        .or(() -> shares(first, second, expected.shares()))
        .or(() -> cookie(second, expected.cookie()))
        .or(
            () ->
                Hellos.carries(second, ExtensionType.EARLY_DATA)
                    ? Optional.of("early_data is still there")
                    : Optional.empty())
        .or(() -> psks(first, second, expected.psks()));
  }

  private static Optional<String> changed(String what, Object before, Object after) {
    return before.equals(after) ? Optional.empty() : Optional.of(what + " changed");
  }

  private static List<ExtensionType> types(ClientHello hello) {
    return Hellos.types(hello.extensions()).stream().filter(type -> !FREE.contains(type)).toList();
  }

  private static Optional<String> otherBodies(ClientHello first, ClientHello second) {
    return first.extensions().stream()
        .filter(extension -> !FREE.contains(extension.type()))
        .filter(extension -> !extension.type().equals(ExtensionType.KEY_SHARE))
        .filter(extension -> !second.extensions().contains(extension))
        .findFirst()
        .map(extension -> extension.type().name() + " changed");
  }

  private static Optional<String> shares(
      ClientHello first, ClientHello second, Optional<List<NamedGroup>> expected) {
    if (expected.isEmpty()) {
      return changed(
          "key_share",
          Extension.find(first.extensions(), KeyShareOffer.class),
          Extension.find(second.extensions(), KeyShareOffer.class));
    }
    List<NamedGroup> groups = Hellos.shares(second).stream().map(share -> share.group()).toList();
    return groups.equals(expected.get())
        ? Optional.empty()
        : Optional.of("key_share has " + groups + ", not " + expected.get());
  }

  private static Optional<String> cookie(ClientHello second, Optional<Bytes> expected) {
    Optional<Bytes> cookie = Hellos.cookie(second.extensions());
    if (cookie.equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        expected.isEmpty()
            ? "there is a cookie"
            : cookie.isEmpty() ? "the cookie is not returned" : "the cookie is another one");
  }

  private static Optional<String> psks(
      ClientHello first, ClientHello second, List<Integer> expected) {
    List<Bytes> before = Hellos.pskIdentities(first);
    List<Integer> places = Hellos.pskIdentities(second).stream().map(before::indexOf).toList();
    return places.equals(expected)
        ? Optional.empty()
        : Optional.of("the PSKs are those at " + places + ", not at " + expected);
  }
}

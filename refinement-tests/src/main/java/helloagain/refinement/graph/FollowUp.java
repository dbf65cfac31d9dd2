package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.PskIdentity;
import helloagain.refinement.KeyPool;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the second ClientHello of somebody who may have begun with a faulty one. */
final class FollowUp {
  private FollowUp() {}

  /** Returns the first hello again, with what the retry asks for, {@code SecondHello}. */
  static ClientHello of(SeenMessages.Retried retried, PskBinding keys) {
    ClientHello first = retried.firstHello();
    HelloRetryRequest retry = retried.retry();
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : first.extensions()) {
      if (!extension.type().equals(ExtensionType.EARLY_DATA)
          && !extension.type().equals(ExtensionType.COOKIE)
          && !extension.type().equals(ExtensionType.PRE_SHARED_KEY)) {
        extensions.add(withNewShare(extension, retry));
      }
    }
    Hellos.cookie(retry.extensions()).ifPresent(cookie -> extensions.add(new Cookie(cookie)));
    List<PskIdentity> kept = kept(first, retry, keys);
    if (kept.isEmpty()) {
      return first.withExtensions(extensions);
    }
    extensions.add(new OfferedPsks(kept, List.of()));
    return new PskBinding(keys.psks(), Optional.of(retried))
        .bound(first.withExtensions(extensions));
  }

  private static Extension withNewShare(Extension extension, HelloRetryRequest retry) {
    return extension instanceof KeyShareOffer
        ? Hellos.retriedGroup(retry)
            .<Extension>map(
                group ->
                    new KeyShareOffer(
                        List.of(new KeyShareEntry(group, KeyPool.key(group, "second").share()))))
            .orElse(extension)
        : extension;
  }

  /** HRR-13: PSKs that do not fit any more are dropped, unless none would be left to rely on. */
  private static List<PskIdentity> kept(
      ClientHello first, HelloRetryRequest retry, PskBinding keys) {
    List<PskIdentity> all =
        Extension.find(first.extensions(), OfferedPsks.class)
            .map(OfferedPsks::identities)
            .orElse(List.of());
    Optional<HashAlgorithm> hash = HashAlgorithm.forSuite(retry.cipherSuite());
    List<PskIdentity> fit =
        all.stream()
            .filter(
                psk ->
                    Optional.ofNullable(keys.psks().get(psk.identity()))
                        .map(PreSharedKey::hash)
                        .equals(hash))
            .toList();
    return fit.isEmpty() && !Hellos.carries(first, ExtensionType.SIGNATURE_ALGORITHMS) ? all : fit;
  }
}

package helloagain.client;

import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.Padding;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes second ClientHellos: the first again, with what the retry asks for (RFC 8446, 4.1.2). */
final class SecondHello {
  private static final int EXTENSION_HEADER = 4;

  private SecondHello() {}

  /**
   * Makes the second ClientHello: the first again (CH2-01, CH2-09, HRR-09), with one new share if
   * one is asked for and else with the old ones (CH2-02, CH2-13, KS-11), without early data
   * (CH2-03, ED-07), with the cookie as it came (CH2-04, CK-02).
   *
   * @param share the one share that replaces all others, if the retry asks for one
   */
  static ClientHello of(
      ClientHello first,
      HelloRetryRequest retry,
      Optional<KeyShareEntry> share,
      SecondHelloLayout layout) {
    return unbound(first, retry, share, layout, Optional.empty());
  }

  /**
   * Makes the second ClientHello of a client that knows the PSKs it offers: with new ages and
   * binders (CH2-05), without those of another hash if the layout drops them (CH2-06, HRR-13), and
   * without the extension if none is left (CH2-14).
   *
   * @param psks the PSKs of the first hello
   * @param before the transcript up to the retry
   */
  static ClientHello of(
      ClientHello first,
      HelloRetryRequest retry,
      Optional<KeyShareEntry> share,
      SecondHelloLayout layout,
      List<OfferedKey> psks,
      Transcript before) {
    List<OfferedKey> kept = kept(first, retry, layout, psks);
    ClientHello hello = unbound(first, retry, share, layout, Optional.of(kept));
    return kept.isEmpty() ? hello : Binders.bind(hello, keys(kept), Optional.of(before));
  }

  private static List<OfferedKey> kept(
      ClientHello first, HelloRetryRequest retry, SecondHelloLayout layout, List<OfferedKey> psks) {
    Optional<HashAlgorithm> hash = HashAlgorithm.forSuite(retry.cipherSuite());
    List<OfferedKey> fit =
        psks.stream().filter(key -> hash.equals(Optional.of(key.psk().hash()))).toList();
    // MTI-12, 9.2: one PSK at least has to stay with a client that relies on PSKs alone.
    boolean mayDropAll = Hellos.carries(first, ExtensionType.SIGNATURE_ALGORITHMS);
    return layout.keepsUnfitPsks() || (fit.isEmpty() && !mayDropAll) ? psks : fit;
  }

  private static List<PreSharedKey> keys(List<OfferedKey> psks) {
    return psks.stream().map(OfferedKey::psk).toList();
  }

  /**
   * Makes it with binders that hold their place only; those of the first hello if no PSKs are
   * given.
   */
  private static ClientHello unbound(
      ClientHello first,
      HelloRetryRequest retry,
      Optional<KeyShareEntry> share,
      SecondHelloLayout layout,
      Optional<List<OfferedKey>> psks) {
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : first.extensions()) {
      // 4.2.10: early data ends with the retry. A cookie of another exchange has no business here.
      boolean gone = is(extension, ExtensionType.PRE_SHARED_KEY) && psks.isPresent();
      if (!is(extension, ExtensionType.EARLY_DATA)
          && !is(extension, ExtensionType.COOKIE)
          && !gone) {
        extensions.add(
            extension instanceof KeyShareOffer && share.isPresent()
                ? new KeyShareOffer(List.of(share.get()))
                : extension);
      }
    }
    psks.filter(kept -> !kept.isEmpty())
        .ifPresent(
            kept ->
                extensions.add(
                    Binders.unbound(
                        kept.stream().map(OfferedKey::inSecondHello).toList(), keys(kept))));
    Hellos.cookie(retry.extensions())
        .ifPresent(cookie -> extensions.add(cookiePlace(extensions, layout), new Cookie(cookie)));
    return layout.padTo() == 0
        ? first.withExtensions(extensions)
        : padded(first, extensions, layout.padTo());
  }

  private static int cookiePlace(List<Extension> extensions, SecondHelloLayout layout) {
    return layout
        .cookieAfter()
        .map(type -> Hellos.types(extensions).lastIndexOf(type))
        .filter(index -> index >= 0 && !is(extensions.get(index), ExtensionType.PRE_SHARED_KEY))
        .map(index -> index + 1)
        .orElseGet(() -> end(extensions));
  }

  /** CH2-07, PAD-01: zeros take the place of any padding of the first hello. */
  private static ClientHello padded(ClientHello first, List<Extension> extensions, int padTo) {
    extensions.removeIf(extension -> is(extension, ExtensionType.PADDING));
    ClientHello bare = first.withExtensions(extensions);
    int missing = padTo - HandshakeCodec.encode(bare).size();
    if (missing <= 0) {
      return bare;
    }
    int zeros = Math.max(0, missing - EXTENSION_HEADER);
    extensions.add(end(extensions), new Padding(Bytes.repeat(0, zeros)));
    return first.withExtensions(extensions);
  }

  /**
   * Finds the place of an extension that comes last, but before {@code pre_shared_key} (EXT-05,
   * 4.2.11).
   */
  private static int end(List<Extension> extensions) {
    int psk = Hellos.types(extensions).indexOf(ExtensionType.PRE_SHARED_KEY);
    return psk < 0 ? extensions.size() : psk;
  }

  private static boolean is(Extension extension, ExtensionType type) {
    return extension.type().equals(type);
  }
}

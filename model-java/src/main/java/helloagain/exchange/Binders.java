package helloagain.exchange;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.ExtensionType;
import helloagain.message.PskIdentity;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds the pre-shared keys of a ClientHello to everything up to it (RFC 8446, 4.2.11.2).
 *
 * <pre>
 * first hello    Hash(Truncate(ClientHello1))
 * second hello   Hash(message_hash(ClientHello1), HelloRetryRequest, Truncate(ClientHello2))
 * </pre>
 *
 * <p>The hash is that of the PSK; within {@code message_hash} it is that of the suite in the
 * HelloRetryRequest.
 */
public final class Binders {
  private Binders() {}

  /**
   * Computes the binder of one PSK (PSK-17, PSK-18).
   *
   * @param before the transcript before a second hello, absent before a first
   * @param hello a hello with binders, whatever their values, of the right lengths
   * @throws IllegalArgumentException if {@code pre_shared_key} is not its last extension
   */
  public static Bytes of(PreSharedKey psk, Optional<Transcript> before, ClientHello hello) {
    Bytes truncated = HandshakeCodec.truncate(hello);
    return psk.binder(
        before
            .map(transcript -> transcript.hashWithTruncated(psk.hash(), truncated))
            .orElseGet(() -> psk.hash().hash(truncated)));
  }

  /** Makes the extension with binders that hold their place only, of the right lengths. */
  public static OfferedPsks unbound(List<PskIdentity> identities, List<PreSharedKey> psks) {
    return new OfferedPsks(
        identities, psks.stream().map(psk -> Bytes.repeat(0, psk.hash().length())).toList());
  }

  /**
   * Puts the binders into a hello that ends with {@link #unbound} (PSK-20): one for each identity,
   * in their order.
   */
  public static ClientHello bind(
      ClientHello hello, List<PreSharedKey> psks, Optional<Transcript> before) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    int last = extensions.size() - 1;
    OfferedPsks unbound = (OfferedPsks) extensions.get(last);
    extensions.set(
        last,
        new OfferedPsks(
            unbound.identities(), psks.stream().map(psk -> of(psk, before, hello)).toList()));
    return hello.withExtensions(extensions);
  }

  /** Tells whether a ClientHello has {@code pre_shared_key} at its end. */
  public static boolean areLast(ClientHello hello) {
    List<ExtensionType> types = Hellos.types(hello.extensions());
    return !types.isEmpty() && types.get(types.size() - 1).equals(ExtensionType.PRE_SHARED_KEY);
  }
}

package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts GREASE into a ClientHello, where a server has to pass over it (RFC 8701, 3.1 and 3.2): first
 * in each list, and as extensions.
 */
enum GreaseHellos {
  CIPHER_SUITES("cipher_suites") {
    @Override
    ClientHello in(ClientHello hello) {
      return new ClientHello(
          hello.legacyVersion(),
          hello.random(),
          hello.legacySessionId(),
          first(new CipherSuite(0x0a0a), hello.cipherSuites()),
          hello.legacyCompressionMethods(),
          hello.extensions());
    }
  },
  SUPPORTED_VERSIONS("supported_versions") {
    @Override
    ClientHello in(ClientHello hello) {
      return changed(
          hello,
          extension ->
              extension instanceof Extension.SupportedVersionsOffer offer
                  ? new Extension.SupportedVersionsOffer(
                      first(new ProtocolVersion(0x1a1a), offer.versions()))
                  : extension);
    }
  },
  SUPPORTED_GROUPS("supported_groups") {
    @Override
    ClientHello in(ClientHello hello) {
      return changed(
          hello,
          extension ->
              extension instanceof Extension.SupportedGroups offer
                  ? new Extension.SupportedGroups(first(GROUP, offer.groups()))
                  : extension);
    }
  },
  /** 4.2.8: what has a share is listed, and in the same order; one octet is enough of a share. */
  KEY_SHARE("supported_groups and key_share") {
    @Override
    ClientHello in(ClientHello hello) {
      return changed(
          SUPPORTED_GROUPS.in(hello),
          extension ->
              extension instanceof Extension.KeyShareOffer offer
                  ? new Extension.KeyShareOffer(
                      first(new KeyShareEntry(GROUP, Bytes.hex("00")), offer.clientShares()))
                  : extension);
    }

    /** A HelloRetryRequest has asked for another share, and for that alone (4.1.2). */
    @Override
    ClientHello inSecond(ClientHello hello) {
      return SUPPORTED_GROUPS.in(hello);
    }
  },
  SIGNATURE_ALGORITHMS("signature_algorithms") {
    @Override
    ClientHello in(ClientHello hello) {
      return changed(
          hello,
          extension ->
              extension instanceof Extension.SignatureAlgorithms offer
                  ? new Extension.SignatureAlgorithms(
                      first(new SignatureScheme(0x3a3a), offer.schemes()))
                  : extension);
    }
  },
  PSK_KEY_EXCHANGE_MODES("psk_key_exchange_modes") {
    @Override
    ClientHello in(ClientHello hello) {
      return hello.withExtensions(
          last(
              hello.extensions(),
              new Extension.PskKeyExchangeModes(
                  List.of(new PskKeyExchangeMode(0x0b), PskKeyExchangeMode.PSK_DHE_KE))));
    }
  },
  EMPTY_EXTENSION("an extension of no octets, first") {
    @Override
    ClientHello in(ClientHello hello) {
      return hello.withExtensions(
          first(
              new Extension.OpaqueExtension(new ExtensionType(0x4a4a), Bytes.EMPTY),
              hello.extensions()));
    }
  },
  EXTENSION("an extension of one octet, last") {
    @Override
    ClientHello in(ClientHello hello) {
      return hello.withExtensions(
          last(
              hello.extensions(),
              new Extension.OpaqueExtension(new ExtensionType(0x5a5a), Bytes.hex("00"))));
    }
  },
  EVERYWHERE("all of these") {
    @Override
    ClientHello in(ClientHello hello) {
      return all(hello, GreaseHellos::in);
    }

    @Override
    ClientHello inSecond(ClientHello hello) {
      return all(hello, GreaseHellos::inSecond);
    }
  };

  private static final NamedGroup GROUP = new NamedGroup(0x2a2a);

  private final String words;

  GreaseHellos(String words) {
    this.words = words;
  }

  /** Says where GREASE is. */
  String words() {
    return words;
  }

  /** Puts it into a first hello. */
  abstract ClientHello in(ClientHello hello);

  /** Puts it into a second hello, as it was in the first. */
  ClientHello inSecond(ClientHello hello) {
    return in(hello);
  }

  private interface Change {
    ClientHello apply(GreaseHellos place, ClientHello hello);
  }

  /** What is in key_share is in supported_groups. */
  private static ClientHello all(ClientHello hello, Change change) {
    ClientHello changed = hello;
    for (GreaseHellos place : values()) {
      if (place != EVERYWHERE && place != SUPPORTED_GROUPS) {
        changed = change.apply(place, changed);
      }
    }
    return changed;
  }

  private static ClientHello changed(ClientHello hello, UnaryOperator<Extension> change) {
    return hello.withExtensions(hello.extensions().stream().map(change).toList());
  }

  private static <T> List<T> first(T one, List<T> others) {
    List<T> all = new ArrayList<>(others);
    all.add(0, one);
    return List.copyOf(all);
  }

  private static List<Extension> last(List<Extension> others, Extension one) {
    List<Extension> all = new ArrayList<>(others);
    all.add(one);
    return List.copyOf(all);
  }
}

package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lists what runs are drawn from: everything that the reference knows, and what it does not. */
final class Alphabet {
  /** The groups by the cost of a run, cheapest first; together all that there are keys for. */
  static final List<NamedGroup> CHEAP_GROUPS =
      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.X448);

  static final List<NamedGroup> COSTLY_GROUPS =
      List.of(
          NamedGroup.X25519MLKEM768,
          NamedGroup.SECP521R1,
          NamedGroup.FFDHE2048,
          NamedGroup.SECP256R1MLKEM768,
          NamedGroup.SECP384R1MLKEM1024);

  static final List<NamedGroup> COSTLIEST_GROUPS =
      List.of(
          NamedGroup.FFDHE3072, NamedGroup.FFDHE4096, NamedGroup.FFDHE6144, NamedGroup.FFDHE8192);

  static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_AES_128_CCM_SHA256,
          CipherSuite.TLS_AES_128_CCM_8_SHA256);

  /** Suites of TLS 1.2, the signal of RFC 5746, and code points that nobody has. */
  static final List<CipherSuite> OTHER_SUITES =
      IntStream.of(0xc02b, 0xc02f, 0x009c, 0x00ff, 0x1306, 0x1300, 0xd001, 0x5600)
          .mapToObj(CipherSuite::new)
          .toList();

  /** PSKs of either hash, tickets for early data with each suite of theirs, and external ones. */
  private static final List<PreSharedKey> PSKS =
      List.of(
          Psks.of("ticket", HashAlgorithm.SHA256, Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256)),
          Psks.of(
              "ticket 384", HashAlgorithm.SHA384, Optional.of(CipherSuite.TLS_AES_256_GCM_SHA384)),
          Psks.of("external", HashAlgorithm.SHA256, Optional.empty()),
          Psks.of("0xe738", HashAlgorithm.SHA384, Optional.empty()),
          Psks.of(
              "ticket chacha",
              HashAlgorithm.SHA256,
              Optional.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)),
          Psks.of("long ".repeat(60), HashAlgorithm.SHA256, Optional.empty()),
          Psks.of("0x00", HashAlgorithm.SHA384, Optional.empty()),
          Psks.of(
              "ticket ccm 8",
              HashAlgorithm.SHA256,
              Optional.of(CipherSuite.TLS_AES_128_CCM_8_SHA256)));

  static final List<PskKeyExchangeMode> MODES =
      List.of(
          PskKeyExchangeMode.PSK_DHE_KE, PskKeyExchangeMode.PSK_KE, new PskKeyExchangeMode(0x0b));

  static final List<ProtocolVersion> VERSIONS =
      List.of(
          ProtocolVersion.TLS_13,
          ProtocolVersion.TLS_12,
          ProtocolVersion.SSL_30,
          new ProtocolVersion(0x0305),
          new ProtocolVersion(0x0a0a));

  /**
   * Extensions of which this project knows the name and no structure in a ClientHello, with bodies
   * as their documents have them.
   */
  static final List<Extension> KNOWN_EXTENSIONS =
      List.of(
          opaque(ExtensionType.SIGNATURE_ALGORITHMS_CERT, "00020403"),
          opaque(ExtensionType.STATUS_REQUEST, "0100000000"),
          opaque(ExtensionType.RECORD_SIZE_LIMIT, "4001"),
          opaque(ExtensionType.POST_HANDSHAKE_AUTH, ""),
          opaque(ExtensionType.COMPRESS_CERTIFICATE, "020002"));

  /** Extensions that nobody has registered, and one of older versions. */
  static final List<Extension> UNKNOWN_EXTENSIONS =
      List.of(
          opaque(new ExtensionType(0xff01), "00"),
          opaque(new ExtensionType(0x1234), "01"),
          opaque(new ExtensionType(0xfe0d), "00".repeat(40)),
          opaque(new ExtensionType(0xffff), "ff".repeat(300)));

  private Alphabet() {}

  /** Returns the PSKs that are drawn. */
  static List<PreSharedKey> psks() {
    return PSKS;
  }

  /** Finds the PSK of an identity among those that are drawn. */
  static Optional<PreSharedKey> psk(Bytes identity) {
    return PSKS.stream().filter(psk -> psk.identity().equals(identity)).findFirst();
  }

  /** Returns one of the sixteen values of GREASE (RFC 8701, 2), by its number from 0 to 15. */
  static int grease(int number) {
    return number * 0x1010 + 0x0a0a;
  }

  private static Extension opaque(ExtensionType type, String body) {
    return new Extension.OpaqueExtension(type, Bytes.hex(body));
  }
}

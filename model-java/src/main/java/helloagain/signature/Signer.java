package helloagain.signature;

import helloagain.message.Bytes;
import java.nio.charset.StandardCharsets;

/** Names the side that signs a CertificateVerify (RFC 8446, 4.4.3). */
public enum Signer {
  CLIENT("TLS 1.3, client CertificateVerify"),
  SERVER("TLS 1.3, server CertificateVerify");

  private static final Bytes PAD = Bytes.repeat(0x20, 64);
  private static final Bytes SEPARATOR = Bytes.of((byte) 0);

  private final String context;

  Signer(String context) {
    this.context = context;
  }

  /**
   * Makes what this side signs: 64 spaces, its context string, a zero octet and the hash.
   *
   * @param transcriptHash the hash of the messages to the Certificate of this side
   */
  public Bytes content(Bytes transcriptHash) {
    return Bytes.concat(
        PAD, Bytes.of(context.getBytes(StandardCharsets.US_ASCII)), SEPARATOR, transcriptHash);
  }
}

package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Gives PSKs the records and names of {@code Messages.tla}, and makes PSKs of records. */
public final class Psks {
  private static final String NONE = "none";

  private Psks() {}

  /** Returns the name of an identity: its text if it is one, else its octets. */
  public static String name(Bytes identity) {
    boolean text = true;
    for (int i = 0; i < identity.size(); i++) {
      int octet = identity.at(i) & 0xff;
      text = text && octet >= 0x20 && octet < 0x7f && octet != '"' && octet != '\\';
    }
    String name = new String(identity.toArray(), StandardCharsets.ISO_8859_1);
    return text && !name.equals(NONE) && !name.startsWith("0x") ? name : "0x" + identity.hex();
  }

  private static Bytes identity(String name) {
    return name.startsWith("0x")
        ? Bytes.hex(name.substring(2))
        : Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the name of a hash. */
  static String name(HashAlgorithm hash) {
    return hash == HashAlgorithm.SHA256 ? "SHA-256" : "SHA-384";
  }

  /** Returns the record of a PSK, {@code IsPsk} in {@code Messages.tla}. */
  public static TlaRecord record(PreSharedKey psk) {
    return record(
        name(psk.identity()),
        name(psk.hash()),
        psk.earlySuite().map(CipherSuite::name).orElse(NONE));
  }

  /** Returns the record of an identity of which nobody knows the key. */
  public static TlaRecord unknown(Bytes identity) {
    return record(name(identity), NONE, NONE);
  }

  private static TlaRecord record(String identity, String hash, String earlySuite) {
    return Tla.record("identity", identity, "hash", hash, "earlySuite", earlySuite);
  }

  /**
   * Makes the PSK of a record; its key depends on the identity alone.
   *
   * @return empty for one of which nobody knows the key
   */
  static Optional<PreSharedKey> of(TlaValue value) {
    TlaRecord psk = value.asRecord();
    String hash = psk.get("hash").asString();
    if (hash.equals(NONE)) {
      return Optional.empty();
    }
    String suite = psk.get("earlySuite").asString();
    HashAlgorithm algorithm = hash.equals("SHA-256") ? HashAlgorithm.SHA256 : HashAlgorithm.SHA384;
    return Optional.of(
        of(
            psk.get("identity").asString(),
            algorithm,
            suite.equals(NONE) ? Optional.empty() : Optional.of(CipherSuite.named(suite))));
  }

  /**
   * Makes a PSK of which the key depends on the identity alone; one for early data has a ticket.
   */
  public static PreSharedKey of(String name, HashAlgorithm hash, Optional<CipherSuite> earlySuite) {
    Bytes identity = identity(name);
    return new PreSharedKey(
        identity,
        hash.hash(identity),
        hash,
        earlySuite.isPresent() ? PskKind.RESUMPTION : PskKind.EXTERNAL,
        earlySuite);
  }

  /** Returns the octets of the identity that a record names. */
  static Bytes identity(TlaValue psk) {
    return identity(psk.asRecord().get("identity").asString());
  }
}

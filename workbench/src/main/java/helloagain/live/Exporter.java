package helloagain.live;

import helloagain.message.Bytes;
import helloagain.message.ServerHello;
import helloagain.schedule.ApplicationSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.transcript.HashAlgorithm;

/**
 * Makes keying material for other protocols (RFC 8446, 7.5).
 *
 * @param hash the hash of the connection
 * @param secret the secret of its exporters; whoever has it knows what is made
 */
public record Exporter(HashAlgorithm hash, Bytes secret) {
  /** Takes what a connection has settled. */
  static Exporter of(ServerHello reply, ApplicationSecrets secrets) {
    return new Exporter(
        HashAlgorithm.forSuite(reply.cipherSuite()).orElseThrow(), secrets.exporterMain());
  }

  /** Makes {@code length} octets for a label, without a context. */
  public Bytes export(String label, int length) {
    return KeySchedule.export(hash, secret, label, Bytes.EMPTY, length);
  }
}

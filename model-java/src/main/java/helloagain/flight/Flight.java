package helloagain.flight;

import helloagain.exchange.Sent;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.schedule.KeySchedule;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Puts the messages of one flight together, each over the transcript before it. Used once. */
final class Flight {
  private final HashAlgorithm hash;
  private final Profile profile;
  private final List<Sent> sent = new ArrayList<>();
  private Transcript transcript;

  Flight(Transcript before, HashAlgorithm hash, Profile profile) {
    this.transcript = before;
    this.hash = hash;
    this.profile = profile;
  }

  void send(HandshakeMessage message) {
    Sent.HandshakeSent one = Sent.of(message, profile);
    sent.add(one);
    transcript = transcript.append(one.raw());
  }

  /**
   * Sends Certificate and CertificateVerify (4.4.2, 4.4.3).
   *
   * @param schemes the schemes of the other peer, one of which goes with the key
   */
  void prove(
      Credentials owner, List<SignatureScheme> schemes, Signer signer, Randomness randomness) {
    send(owner.certificate());
    send(
        Signatures.certificateVerify(
            owner.key(),
            owner.schemeFor(schemes).orElseThrow(),
            signer,
            transcript.hash(hash),
            randomness));
  }

  /** Makes the Finished of the side that sends under a secret (4.4.4). */
  Finished finished(Bytes traffic) {
    return new Finished(KeySchedule.verifyData(hash, traffic, transcript.hash(hash)));
  }

  Transcript transcript() {
    return transcript;
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }
}

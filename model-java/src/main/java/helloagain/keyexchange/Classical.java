package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Violation;
import java.util.Optional;

/** Describes a Diffie-Hellman group, in which both sides do the same. */
sealed interface Classical extends Scheme permits FiniteField, Montgomery, Weierstrass {
  /** Holds the result of one side's computation. */
  sealed interface Result {}

  /** Holds a shared secret. */
  record Computed(Bytes secret) implements Result {}

  /** Names the first rule that the peer's share breaks. */
  record Broken(Violation violation) implements Result {}

  int shareLength();

  int privateKeyLength();

  Bytes share(Bytes privateKey);

  /** Checks the peer's share, then computes the secret. */
  Result agree(Bytes privateKey, Bytes peerShare);

  /** Finds the rule for which {@link #agree} would refuse the share, whatever the private key. */
  Optional<Violation> check(Bytes peerShare);

  default Agreement respond(Bytes clientShare, Bytes privateKey) {
    return agreement(agree(privateKey, clientShare), share(privateKey));
  }

  @Override
  default Agreement respond(Bytes clientShare, Randomness randomness) {
    Optional<Violation> violation = check(clientShare);
    return violation.isPresent()
        ? new Agreement.Refused(violation.get())
        : respond(clientShare, newPrivateKey(randomness));
  }

  @Override
  default Agreement finish(Bytes privateKey, Bytes serverShare) {
    return agreement(agree(privateKey, serverShare), serverShare);
  }

  @Override
  default int clientShareLength() {
    return shareLength();
  }

  @Override
  default int serverShareLength() {
    return shareLength();
  }

  @Override
  default Bytes clientShare(Bytes privateKey) {
    return share(privateKey);
  }

  @Override
  default Optional<Violation> checkClientShare(Bytes share) {
    return check(share);
  }

  @Override
  default Optional<Violation> checkServerShare(Bytes share) {
    return check(share);
  }

  private static Agreement agreement(Result result, Bytes serverShare) {
    if (result instanceof Computed computed) {
      return new Agreement.Agreed(serverShare, computed.secret());
    }
    return new Agreement.Refused(((Broken) result).violation());
  }
}

package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.Optional;

/**
 * Joins ML-KEM with a Diffie-Hellman group (RFC 10024, 4).
 *
 * <p>Private octets, shares and secrets are the parts one after the other without inner lengths,
 * all in the same order.
 *
 * @param classical the Diffie-Hellman part
 * @param kem the ML-KEM part
 * @param kemFirst whether the ML-KEM part stands first
 */
record Hybrid(Classical classical, MlKem kem, boolean kemFirst) implements Scheme {
  /** Holds the two parts of a concatenation. */
  private record Parts(Bytes classical, Bytes kem) {}

  @Override
  public int clientShareLength() {
    return classical.shareLength() + kem.encapsulationKeyLength();
  }

  @Override
  public int serverShareLength() {
    return classical.shareLength() + kem.ciphertextLength();
  }

  @Override
  public int secretLength() {
    return classical.secretLength() + MlKem.SECRET_LENGTH;
  }

  @Override
  public Bytes newPrivateKey(Randomness randomness) {
    if (kemFirst) {
      Bytes seed = randomness.next(MlKem.SEED_LENGTH);
      return join(classical.newPrivateKey(randomness), seed);
    }
    Bytes scalar = classical.newPrivateKey(randomness);
    return join(scalar, randomness.next(MlKem.SEED_LENGTH));
  }

  @Override
  public Bytes clientShare(Bytes privateKey) {
    if (privateKey.size() != classical.privateKeyLength() + MlKem.SEED_LENGTH) {
      throw new IllegalArgumentException("hybrid private key of " + privateKey.size() + " octets");
    }
    Parts key = split(privateKey, classical.privateKeyLength());
    return join(classical.share(key.classical()), kem.encapsulationKey(key.kem()));
  }

  @Override
  public Optional<Violation> checkClientShare(Bytes share) {
    if (share.size() != clientShareLength()) {
      return Optional.of(
          wrongLength(Rule.HYBRID_CLIENT_SHARE_LENGTH, "client's", share, clientShareLength()));
    }
    Parts parts = split(share, classical.shareLength());
    return kemFirst
        ? kem.check(parts.kem()).or(() -> classical.check(parts.classical()))
        : classical.check(parts.classical()).or(() -> kem.check(parts.kem()));
  }

  @Override
  public Optional<Violation> checkServerShare(Bytes share) {
    if (share.size() != serverShareLength()) {
      return Optional.of(
          wrongLength(Rule.HYBRID_SERVER_SHARE_LENGTH, "server's", share, serverShareLength()));
    }
    return classical.check(split(share, classical.shareLength()).classical());
  }

  @Override
  public Agreement respond(Bytes clientShare, Randomness randomness) {
    Optional<Violation> violation = checkClientShare(clientShare);
    if (violation.isPresent()) {
      return new Agreement.Refused(violation.get());
    }
    Parts share = split(clientShare, classical.shareLength());
    if (kemFirst) {
      MlKem.Encapsulation made = kem.encapsulate(share.kem(), randomness);
      return combine(classical.respond(share.classical(), randomness), made);
    }
    Agreement agreement = classical.respond(share.classical(), randomness);
    return combine(agreement, kem.encapsulate(share.kem(), randomness));
  }

  @Override
  public Agreement finish(Bytes privateKey, Bytes serverShare) {
    Optional<Violation> violation = checkServerShare(serverShare);
    if (violation.isPresent()) {
      return new Agreement.Refused(violation.get());
    }
    Parts key = split(privateKey, classical.privateKeyLength());
    Parts share = split(serverShare, classical.shareLength());
    return combine(
        classical.finish(key.classical(), share.classical()),
        new MlKem.Encapsulation(share.kem(), kem.decapsulate(key.kem(), share.kem())));
  }

  private Agreement combine(Agreement agreement, MlKem.Encapsulation encapsulation) {
    return agreement instanceof Agreement.Agreed agreed
        ? new Agreement.Agreed(
            join(agreed.serverShare(), encapsulation.ciphertext()),
            join(agreed.sharedSecret(), encapsulation.secret()))
        : agreement;
  }

  private static Violation wrongLength(Rule rule, String whose, Bytes share, int due) {
    return Violation.of(
        rule, whose + " hybrid share of " + share.size() + " octets instead of " + due);
  }

  private Bytes join(Bytes classicalPart, Bytes kemPart) {
    return kemFirst ? Bytes.concat(kemPart, classicalPart) : Bytes.concat(classicalPart, kemPart);
  }

  private Parts split(Bytes joined, int classicalLength) {
    int cut = kemFirst ? joined.size() - classicalLength : classicalLength;
    Bytes first = joined.slice(0, cut);
    Bytes second = joined.slice(cut, joined.size());
    return kemFirst ? new Parts(second, first) : new Parts(first, second);
  }
}

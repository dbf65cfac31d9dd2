package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.Optional;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** Computes ML-KEM from given random octets (FIPS 203, 6 and 7). */
enum MlKem {
  ML_KEM_768("ML-KEM-768", 3, 1088),
  ML_KEM_1024("ML-KEM-1024", 4, 1568);

  /** The octets of the seed d then z from which a key pair is made. */
  static final int SEED_LENGTH = 64;

  /** The octets of the message m that an encapsulation draws. */
  static final int MESSAGE_LENGTH = 32;

  static final int SECRET_LENGTH = 32;

  private static final int Q = 3329;
  private static final int POLYNOMIAL_OCTETS = 384;

  private final String label;
  private final int rank;
  private final int ciphertextLength;

  MlKem(String label, int rank, int ciphertextLength) {
    this.label = label;
    this.rank = rank;
    this.ciphertextLength = ciphertextLength;
  }

  /** Holds a ciphertext and the 32 octets that it carries. */
  record Encapsulation(Bytes ciphertext, Bytes secret) {}

  int encapsulationKeyLength() {
    return POLYNOMIAL_OCTETS * rank + 32;
  }

  int ciphertextLength() {
    return ciphertextLength;
  }

  Bytes encapsulationKey(Bytes seed) {
    return Bytes.of(privateKey(seed).getPublicKey());
  }

  /**
   * Runs the modulus check of FIPS 203, 7.2: the key, less its last 32 octets, is a list of 12-bit
   * numbers, low bits first, and each is below q. The caller has seen to the length.
   */
  Optional<Violation> check(Bytes encapsulationKey) {
    for (int index = 0; index < POLYNOMIAL_OCTETS * rank; index += 3) {
      int three =
          encapsulationKey.at(index)
              | encapsulationKey.at(index + 1) << 8
              | encapsulationKey.at(index + 2) << 16;
      if ((three & 0xfff) >= Q || (three >> 12) >= Q) {
        return Optional.of(
            Violation.of(
                Rule.ENCAPSULATION_KEY_IS_VALID,
                label + " key has a coefficient of " + Q + " or more at octet " + index));
      }
    }
    return Optional.empty();
  }

  Encapsulation encapsulate(Bytes encapsulationKey, Randomness randomness) {
    SecretWithEncapsulation made =
        MLKEMGenerator.internalGenerateEncapsulated(
            new MLKEMPublicKeyParameters(parameters(), encapsulationKey.toArray()),
            randomness.next(MESSAGE_LENGTH).toArray());
    return new Encapsulation(Bytes.of(made.getEncapsulation()), Bytes.of(made.getSecret()));
  }

  /** Decapsulates; a ciphertext that no encapsulation made gives a secret unknown to its sender. */
  Bytes decapsulate(Bytes seed, Bytes ciphertext) {
    return Bytes.of(new MLKEMExtractor(privateKey(seed)).extractSecret(ciphertext.toArray()));
  }

  private MLKEMPrivateKeyParameters privateKey(Bytes seed) {
    return new MLKEMPrivateKeyParameters(parameters(), seed.toArray());
  }

  private MLKEMParameters parameters() {
    return this == ML_KEM_768 ? MLKEMParameters.ml_kem_768 : MLKEMParameters.ml_kem_1024;
  }
}

package helloagain.refinement.graph;

import helloagain.message.SignatureScheme;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a CertificateVerify, in the order of {@code VerifyFaults} in {@code
 * HostileFlights.tla}.
 */
enum VerifyFault implements FlightFault<ToSign> {
  SCHEME_NOT_OFFERED(signature -> signature.by(SignatureScheme.RSA_PSS_RSAE_SHA384)),
  SCHEME_OF_TLS12(signature -> signature.by(SignatureScheme.RSA_PKCS1_SHA256)),
  SCHEME_OF_ANOTHER_KEY(signature -> signature.by(SignatureScheme.ECDSA_SECP256R1_SHA256)),
  KEY_OF_A_STRANGER(signature -> signature.by(FlightNames.owner(FlightNames.STRANGER))),
  OF_THE_OTHER_SIDE(ToSign::ofTheOtherSide),
  OVER_THE_HELLOS_ALONE(signature -> signature.over(signature.hellos())),
  OVER_NOTHING(signature -> signature.over(List.of())),
  WITHOUT_THE_RETRY(signature -> signature.over(Overs.withoutRetry(signature.over())));

  private final UnaryOperator<ToSign> change;

  VerifyFault(UnaryOperator<ToSign> change) {
    this.change = change;
  }

  @Override
  public ToSign in(ToSign signature) {
    return change.apply(signature);
  }
}

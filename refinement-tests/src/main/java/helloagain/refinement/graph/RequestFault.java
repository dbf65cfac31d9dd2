package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.CertificateRequest;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SignatureAlgorithmsCert;
import helloagain.message.ExtensionType;
import helloagain.message.SignatureScheme;
import helloagain.refinement.MessageConcretion;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a CertificateRequest, in the order of {@code RequestFaults} in {@code
 * HostileFlights.tla}.
 */
enum RequestFault implements FlightFault<CertificateRequest> {
  OTHER_CONTEXT(request -> new CertificateRequest(Bytes.repeat(0x0c, 1), request.extensions())),
  /** 4.3.2: a block without any extension does not parse. */
  NO_SIGNATURE_ALGORITHMS(
      request -> with(request, List.of(new SignatureAlgorithmsCert(MessageConcretion.SCHEMES)))),
  UNKNOWN_EXTENSION(request -> plus(request, new ExtensionType(0xfafa))),
  MISPLACED_EXTENSION(request -> plus(request, ExtensionType.KEY_SHARE)),
  REPEATED_EXTENSION(request -> with(request, Extensions.withFirstRepeated(request.extensions()))),
  /** No fault, but a client has nothing that will do. */
  OTHER_SCHEMES(
      request ->
          with(
              request,
              Extensions.changed(
                  request.extensions(),
                  SignatureAlgorithms.class,
                  listed ->
                      new SignatureAlgorithms(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)))));

  private final UnaryOperator<CertificateRequest> change;

  RequestFault(UnaryOperator<CertificateRequest> change) {
    this.change = change;
  }

  @Override
  public CertificateRequest in(CertificateRequest message) {
    return change.apply(message);
  }

  private static CertificateRequest plus(CertificateRequest request, ExtensionType type) {
    return with(
        request, Extensions.plus(request.extensions(), new OpaqueExtension(type, Bytes.EMPTY)));
  }

  private static CertificateRequest with(CertificateRequest request, List<Extension> extensions) {
    return new CertificateRequest(request.certificateRequestContext(), extensions);
  }
}

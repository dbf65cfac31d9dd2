package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.ExtensionType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a Certificate, in the order of {@code CertificateFaults} in {@code
 * HostileFlights.tla}. Extensions stand in an entry of the list; without one there are none.
 */
enum CertificateFault implements FlightFault<Certificate> {
  OTHER_CONTEXT(shown -> new Certificate(Bytes.repeat(0x0c, 1), shown.certificateList())),
  NO_CERTIFICATE(shown -> new Certificate(shown.certificateRequestContext(), List.of())),
  CERTIFICATE_OF_A_STRANGER(
      shown ->
          new Certificate(
              shown.certificateRequestContext(),
              FlightNames.certificate(FlightNames.STRANGER).certificateList())),
  UNSOLICITED_EXTENSION(shown -> plus(shown, new ExtensionType(0xfafa))),
  /** Asked for in ClientHello and CertificateRequest, and belongs nowhere else. */
  MISPLACED_EXTENSION(shown -> plus(shown, ExtensionType.SIGNATURE_ALGORITHMS)),
  REPEATED_EXTENSION(shown -> withExtensions(shown, Extensions::withFirstRepeated));

  private final UnaryOperator<Certificate> change;

  CertificateFault(UnaryOperator<Certificate> change) {
    this.change = change;
  }

  @Override
  public Certificate in(Certificate message) {
    return change.apply(message);
  }

  private static Certificate plus(Certificate shown, ExtensionType type) {
    return withExtensions(
        shown, extensions -> Extensions.plus(extensions, new OpaqueExtension(type, Bytes.EMPTY)));
  }

  private static Certificate withExtensions(
      Certificate shown, UnaryOperator<List<Extension>> change) {
    return new Certificate(
        shown.certificateRequestContext(),
        shown.certificateList().stream()
            .map(entry -> new CertificateEntry(entry.certData(), change.apply(entry.extensions())))
            .toList());
  }
}

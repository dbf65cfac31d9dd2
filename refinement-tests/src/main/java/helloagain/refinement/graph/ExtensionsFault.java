package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Extension;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.ExtensionType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with EncryptedExtensions, in the order of {@code ExtensionsFaults} in {@code
 * HostileFlights.tla}.
 */
enum ExtensionsFault implements FlightFault<EncryptedExtensions> {
  EARLY_DATA(extensions -> Extensions.plus(extensions, new EarlyData())),
  UNSOLICITED_EXTENSION(extensions -> Extensions.plus(extensions, any(new ExtensionType(0xfafa)))),
  /** Every hello asks for it, and ServerHello has answered. */
  FORBIDDEN_EXTENSION(
      extensions -> Extensions.plus(extensions, any(ExtensionType.SUPPORTED_VERSIONS))),
  FORBIDDEN_UNSOLICITED_EXTENSION(
      extensions -> Extensions.plus(extensions, any(ExtensionType.OID_FILTERS))),
  REPEATED_EXTENSION(Extensions::withFirstRepeated);

  private final UnaryOperator<List<Extension>> change;

  ExtensionsFault(UnaryOperator<List<Extension>> change) {
    this.change = change;
  }

  @Override
  public EncryptedExtensions in(EncryptedExtensions message) {
    return new EncryptedExtensions(change.apply(message.extensions()));
  }

  private static Extension any(ExtensionType type) {
    return new OpaqueExtension(type, Bytes.EMPTY);
  }
}

package helloagain.flight;

import helloagain.message.CertificateEntry;
import helloagain.signature.Refusal;
import java.util.List;
import java.util.Optional;

/** Judges the other peer's certificates (RFC 8446, 4.4.2.2 and 4.4.2.4). */
@FunctionalInterface
public interface Trust {
  /** Trusts everybody, as a probe does that looks at other things. */
  Trust ANYBODY = chain -> Optional.empty();

  /**
   * Says why a chain is not trusted, with one of the alerts for certificates (6.2), or nothing if
   * it is.
   *
   * @param chain the sender's certificate and those that certify it, at least one
   */
  Optional<Refusal> refusal(List<CertificateEntry> chain);
}

package helloagain.vectors;

import java.util.List;

/**
 * Explains a flag of a test: a rule.
 *
 * @param id the rule
 * @param sections its sections in RFC 8446, or in the document that is named
 * @param rfc9846 its sections in RFC 9846
 * @param level the receiver's: {@code MUST} or {@code MAY}
 * @param statement the rule in our words
 * @param alerts what a receiver may abort with
 * @param named whether a document names the alerts
 * @param defects root causes of real defects that break it, by number and in words
 */
public record VectorNote(
    String id,
    List<String> sections,
    List<String> rfc9846,
    String level,
    String statement,
    List<String> alerts,
    boolean named,
    List<String> defects) {
  /** Copies the lists. */
  public VectorNote {
    sections = List.copyOf(sections);
    rfc9846 = List.copyOf(rfc9846);
    alerts = List.copyOf(alerts);
    defects = List.copyOf(defects);
  }
}

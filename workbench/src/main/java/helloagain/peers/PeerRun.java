package helloagain.peers;

import helloagain.message.AlertDescription;
import helloagain.rule.Rule;
import java.util.Optional;

/**
 * Holds how one scenario came out.
 *
 * @param stack the name of the stack
 * @param version its version, absent if it is not there
 * @param role what it was
 * @param scenario what was to be gone through
 * @param result how it came out
 * @param alert with which alert the handshake was refused, if it was
 * @param rule which rule the reference refused by, if it did
 * @param agrees whether the specification agrees with all that the reference did; absent if there
 *     was nothing
 * @param judged how many messages, alerts and pieces of data the reference has read that the
 *     specification has judged
 * @param exportsSame whether both peers export the same keying material (RFC 8446, 7.5); absent if
 *     the stack does not tell what it exports
 * @param isExplained whether a refusal would be one that is known of this stack
 * @param detail in one line what there is to say, if there is
 */
public record PeerRun(
    String stack,
    Optional<String> version,
    PeerRole role,
    Scenario scenario,
    Result result,
    Optional<AlertDescription> alert,
    Optional<Rule> rule,
    Optional<Boolean> agrees,
    int judged,
    Optional<Boolean> exportsSame,
    boolean isExplained,
    Optional<String> detail) {
  /** Names the outcomes. */
  public enum Result {
    /** It went as the scenario says, to the end, and the data was what was sent. */
    COMPLETED,
    /** One of both ended it with an alert. */
    REFUSED,
    /** There is no such stack here, or it does not have what the scenario takes. */
    ABSENT,
    /** The connection was lost, or it went otherwise than the scenario says. */
    FAILED
  }

  /** Makes a run that there was not. */
  static PeerRun absent(
      String stack, Optional<String> version, PeerRole role, Scenario scenario, String reason) {
    return new PeerRun(
        stack,
        version,
        role,
        scenario,
        Result.ABSENT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        Optional.of(reason));
  }

  /**
   * Tells whether nothing speaks against the reference: the run was completed and judged, or
   * refused for a known reason, or not made; and the specification agrees.
   */
  public boolean holds() {
    boolean isFine =
        switch (result) {
          case COMPLETED -> judged > 0;
          case ABSENT -> true;
          case REFUSED -> isExplained;
          case FAILED -> false;
        };
    return isFine && agrees.orElse(true);
  }
}

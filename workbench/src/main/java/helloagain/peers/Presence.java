package helloagain.peers;

/** Says whether a stack is there to be spoken with. */
public sealed interface Presence {
  /**
   * It is.
   *
   * @param version its version, in its own words
   */
  record Present(String version) implements Presence {}

  /**
   * It is not.
   *
   * @param reason why, in one line
   */
  record Absent(String reason) implements Presence {}
}

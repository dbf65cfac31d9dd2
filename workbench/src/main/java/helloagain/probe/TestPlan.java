package helloagain.probe;

import helloagain.vectors.TestedPeer;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import java.util.Optional;

/**
 * Says how a test is run, or why it is not.
 *
 * @param file the title of the file that has it
 * @param set what it is from
 * @param vector the test
 * @param way with which setup, as which kind of peer; empty if it is not applicable
 * @param reason why it is not, if so
 */
public record TestPlan(
    String file, VectorSet set, Vector vector, Optional<Way> way, Optional<String> reason) {
  /**
   * Is a way to run it.
   *
   * @param setup the setup
   * @param kind what the peer is like
   */
  public record Way(Subject.Setup setup, TestedPeer kind) {}

  TestPlan with(Vector other) {
    return new TestPlan(file, set, other, way, reason);
  }
}

package helloagain.junit;

import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a test of each vector. The method takes an {@link EngineTest} and tells it where engines
 * come from:
 *
 * <pre>{@code
 * @HelloVectors(role = Side.CLIENT, expected = "known.csv")
 * void clientKeepsTheRules(EngineTest test) throws Exception {
 *   test.run(() -> newClientEngine());
 * }
 * }</pre>
 *
 * <p>A test with a finding fails. A test for another kind of peer, or with a finding that is known,
 * is aborted, with the reason, and never passed. After all tests of the method there is one failure
 * more if none of them was applicable, or if something known was not found.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(HelloVectorsExtension.class)
public @interface HelloVectors {
  /** What the engines are. */
  Side role();

  /** The document by which they are judged. */
  Profile profile() default Profile.RFC8446;

  /** The files, by their titles; those of faults of the role if there is none. */
  String[] vectors() default {};

  /** The rules that may decide a test, by their ids; all tests if there is none. */
  String[] rules() default {};

  /** The tests, by their ids; all if there is none. */
  String[] tests() default {};

  /**
   * A resource beside the class of the test that has the findings that are known; none if empty. It
   * is a table as {@code hello probe --expected} takes it (CSV: finding, grade, reason, link).
   */
  String expected() default "";
}

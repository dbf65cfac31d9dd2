package helloagain.junit;

import helloagain.refinement.graph.Side;
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
 * @HelloVectors(role = Side.CLIENT, rules = "HRR-08")
 * void clientKeepsTheRules(EngineTest test) throws Exception {
 *   test.run(() -> newClientEngine());
 * }
 * }</pre>
 *
 * <p>A test for another kind of peer is aborted, with the reason, and never passed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(HelloVectorsExtension.class)
public @interface HelloVectors {
  /** What the engines are. */
  Side role();

  /** The files, by their titles; those of faults of the role if there is none. */
  String[] vectors() default {};

  /** The rules that may decide a test, by their ids; all tests if there is none. */
  String[] rules() default {};
}

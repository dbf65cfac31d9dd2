package helloagain.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Represents one model, a root module with its configuration, loaded by TLC in this JVM.
 *
 * <p>Each model has its own copy of TLC, so that any number of them can be used side by side.
 * Loading takes some tenths of a second and writes nothing outside the temporary folder, where
 * nothing stays.
 *
 * <p>A model may be used by several threads at once, and states and values may pass between them.
 * Calls run in parallel, except in a model with a constant that TLC evaluates lazily, such as one
 * built on {@code SUBSET}: there they take turns. {@link #explore} uses one thread.
 *
 * <p>All methods but {@link #close} throw {@link SpecException} when TLC cannot evaluate an
 * expression, {@link IllegalArgumentException} for a name that the model does not have, a wrong
 * number of arguments or a state of another model, and {@link IllegalStateException} once the model
 * is closed.
 */
public interface SpecModel extends AutoCloseable {
  /**
   * Loads a model of the project itself, {@link SpecSource#project}.
   *
   * @see #load(SpecSource, String, String)
   */
  static SpecModel load(String module, String config) {
    return load(SpecSource.project(), module, config);
  }

  /**
   * Loads a model.
   *
   * @param source the modules and configurations
   * @param module the name of the root module
   * @param config the name of the configuration, with or without {@code .cfg}
   * @throws SpecException if a file is missing, does not parse or does not fit
   */
  static SpecModel load(SpecSource source, String module, String config) {
    return ModelLoader.load(source, module, config);
  }

  /** Returns the names of the variables, in the order of their declaration. */
  List<String> variableNames();

  /** Returns the distinct names of the actions that make up the next-state relation, in order. */
  List<String> actionNames();

  /** Returns the invariants of the configuration, also those written as properties. */
  List<String> invariantNames();

  /** Returns the temporal properties that the configuration asks for, in its order. */
  List<String> propertyNames();

  /** Returns the names of the parameters of an operator of the root module. */
  List<String> parameterNames(String operator);

  /**
   * Returns the initial states within the configuration's constraint, each once, in the order of
   * their values.
   */
  List<SpecState> initialStates();

  /**
   * Returns the steps that the next-state relation allows, each once, in the order of {@link
   * #actionNames}, the arguments and the values.
   *
   * <p>A step bears the name of the innermost named operator that is reached through disjunctions,
   * existential quantifiers and conjunctions with {@code UNCHANGED}, with its arguments, also where
   * a quantifier's set depends on the state. The configuration's constraints do not restrict them.
   */
  List<SpecStep> successors(SpecState state);

  /**
   * Returns the states that an action leads to, each once and in the order of their values,
   * whatever the next-state relation says.
   *
   * @param operator an operator of the root module that relates two states
   */
  List<SpecState> apply(String operator, List<TlaValue> arguments, SpecState state);

  /**
   * Evaluates an operator or a constant of the root module.
   *
   * @param state the state, or none for an operator that reads no variable
   */
  TlaValue evaluate(String operator, List<TlaValue> arguments, @Nullable SpecState state);

  /** Tells whether a predicate without parameters holds in a state. */
  boolean holds(String predicate, SpecState state);

  /** Tells whether an action holds between two states. */
  boolean relates(String operator, List<TlaValue> arguments, SpecState source, SpecState target);

  /** Tells whether the next-state relation holds between two states. */
  boolean allows(SpecState source, SpecState target);

  /** Tells whether a state is within the configuration's {@code CONSTRAINT}. */
  boolean isWithinConstraints(SpecState state);

  /** Returns the invariants of the configuration that do not hold in a state. */
  List<String> violatedInvariants(SpecState state);

  /** Returns the properties {@code [][A]_v} of the configuration that a step breaks. */
  List<String> violatedStepProperties(SpecState source, SpecState target);

  /** Makes a state from a value for each variable; it need not be reachable. */
  SpecState state(Map<String, TlaValue> variables);

  /**
   * Tells why an action is not enabled: those of its guards that do not hold. A guard that is a
   * named operator is reported by its name and not taken apart. Where the action is a disjunction,
   * the guards of all branches are given. Empty if no guard is false.
   */
  List<FailedGuard> explain(String operator, List<TlaValue> arguments, SpecState state);

  /**
   * Visits the whole graph of reachable states, as TLC does, and counts it. Invariants are not
   * checked and states without successor are only counted. States are told apart by their
   * fingerprint. They come in TLC's order, which is the same each time in a model that is freshly
   * loaded.
   */
  GraphSummary explore(GraphVisitor visitor);

  /** Counts the whole graph of reachable states. */
  default GraphSummary explore() {
    return explore(new GraphVisitor() {});
  }

  /** Gives back the classes of this model. Neither it nor its states may be used afterwards. */
  @Override
  void close();
}

package helloagain.workbench;

import helloagain.refinement.SpecRun;
import helloagain.refinement.World;
import helloagain.rule.Profile;
import helloagain.spec.Counterexample;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.Mutant;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * States what became of a mutant of the specification.
 *
 * @param mutant the mutant
 * @param violated the property that was violated, empty if none was
 * @param exitCode the exit code with which TLC says so; 0 if nothing was violated
 * @param run the shortest run to the violation; empty where TLC's own search found it
 * @param trace that run as TLC prints it, where TLC's own search found it
 */
record MutantResult(
    Mutant mutant, String violated, int exitCode, List<Moment> run, List<String> trace) {
  /** The exit codes of TLC for a violated invariant and for any other violated property. */
  static final int INVARIANT = 12;

  static final int PROPERTY = 13;

  /** Copies the lists. */
  MutantResult {
    run = List.copyOf(run);
    trace = List.copyOf(trace);
  }

  /**
   * Explores a mutant: in this JVM, unless its property speaks of whole runs, which TLC decides in
   * a JVM of its own.
   *
   * @throws UserError if TLC gives no answer
   */
  static MutantResult of(SpecSource source, Mutant mutant) throws InterruptedException {
    return mutant.isOfRuns() ? byTlc(source, mutant) : inProcess(source, mutant);
  }

  private static MutantResult inProcess(SpecSource source, Mutant mutant) {
    try (SpecModel model = SpecModel.load(source, mutant.module(), mutant.name())) {
      Optional<Counterexample> found = Counterexample.find(model);
      return found
          .map(
              run ->
                  new MutantResult(
                      mutant,
                      run.property(),
                      model.invariantNames().contains(run.property()) ? INVARIANT : PROPERTY,
                      run.run(),
                      List.of()))
          .orElseGet(() -> new MutantResult(mutant, "", 0, List.of(), List.of()));
    }
  }

  private static MutantResult byTlc(SpecSource source, Mutant mutant) throws InterruptedException {
    TlcResult result = TlcRun.of(source, mutant.module(), mutant.name()).run();
    if (!result.verdict().isAnswer()) {
      throw UserError.failed(
          "spec/mutants/"
              + mutant.name()
              + ".cfg: TLC gives no answer: "
              + String.join(" ", result.errorLines()));
    }
    return new MutantResult(
        mutant, result.violated(), result.exitCode(), List.of(), result.counterexample());
  }

  /** Tells whether what the configuration names is what was violated, with its exit code. */
  boolean isKilled() {
    return violated.equals(mutant.property()) && exitCode == mutant.exitCode();
  }

  /** Returns the run as one that the reference can follow, if it is one of the hello exchange. */
  Optional<SpecRun> specRun() {
    return run.isEmpty() || !SpecRun.isPossible(run)
        ? Optional.empty()
        : Optional.of(new SpecRun(run, profile(mutant)));
  }

  /** Returns the document that the world of a mutant follows. */
  static Profile profile(Mutant mutant) {
    return Stream.of(Profile.values())
        .filter(profile -> mutant.world().contains("Profile = \"" + profile.word() + "\""))
        .findFirst()
        .orElse(Profile.RFC8446);
  }

  /** Tells whether the mutant weakens what a receiver checks, as far as its world tells. */
  boolean isAt(Receiver receiver) {
    return specRun()
        .map(followed -> followed.world() == World.HONEST || followed.world() == receiver.world())
        .orElseGet(
            () ->
                List.of(Receiver.values()).stream()
                    .filter(other -> other != receiver)
                    .noneMatch(other -> other.isAloneIn(mutant.world())));
  }
}

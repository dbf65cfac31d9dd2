package helloagain.workbench;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import java.util.List;
import java.util.function.Consumer;

/** Checks one world and tells what its result means. */
final class WorldCheck {
  /** How much of TLC's own words fits a line for people. */
  private static final int MAX_WORDS = 300;

  /** What TLC says of every exception, also when a disk is full. */
  private static final String BLAME =
      "TLC threw an unexpected exception. This was probably caused by an error in the spec or model."
          + " See the User Output or TLC Console for clues to what happened. ";

  /** What is violated where TLC does not say it, as in its distributed mode. */
  private static final String UNNAMED = "something; TLC says what in one process";

  private WorldCheck() {}

  /**
   * Checks a world.
   *
   * @param progress receives reports, on any thread
   * @throws UserError if TLC gives no answer
   * @throws InterruptedException if the thread, or TLC itself, is interrupted
   */
  static WorldResult check(
      World world, SpecSource source, ModelChecker checker, Consumer<TlcProgress> progress)
      throws InterruptedException {
    TlcResult result = checker.run(source, world.module(), world.cfg(), progress);
    ModelConfig config = ModelConfig.parse(source.text(world.cfg() + ".cfg"));
    requireAnswer(world, result);
    String violated =
        switch (result.verdict()) {
          case INVARIANT -> result.violated().isEmpty() ? UNNAMED : result.violated();
          case PROPERTY ->
              ViolatedProperty.name(
                  config,
                  source,
                  result,
                  property -> checkAlone(property, world, config, source, checker));
          case DEADLOCK -> "deadlock";
          case ASSUMPTION -> "an ASSUME";
          case ASSERTION -> "an Assert";
          default -> "";
        };
    return new WorldResult(world, config.count(), result, violated, checker.exact());
  }

  private static boolean checkAlone(
      String property, World world, ModelConfig config, SpecSource source, ModelChecker checker)
      throws InterruptedException {
    String name = world.cfg() + "Only" + property;
    TlcResult alone =
        checker.run(
            source.with(name + ".cfg", config.only(property)), world.module(), name, report -> {});
    requireAnswer(world, alone);
    return alone.verdict() == TlcVerdict.HOLDS;
  }

  private static void requireAnswer(World world, TlcResult result) throws InterruptedException {
    if (result.verdict().isAnswer()) {
      return;
    }
    if (isEndedBySignal(result.exitCode())) {
      throw new InterruptedException("TLC was ended");
    }
    String line = world.label() + ": " + words(result);
    throw switch (result.verdict()) {
      case PARSE, CONFIGURATION, EVALUATION -> UserError.unusable(line);
      default -> UserError.failed(line);
    };
  }

  /** Ctrl-C at a terminal reaches TLC as well as us, and TLC may be the first to say so. */
  private static boolean isEndedBySignal(int exitCode) {
    return exitCode == 128 + 2 || exitCode == 128 + 15 || exitCode == 128 + 1;
  }

  private static String words(TlcResult result) {
    List<String> lines = result.errorLines();
    String words = lines.isEmpty() ? "no reason given" : String.join(" ", lines).replace(BLAME, "");
    return "TLC gave no answer (exit "
        + result.exitCode()
        + "): "
        + (words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) + " ..." : words);
  }
}

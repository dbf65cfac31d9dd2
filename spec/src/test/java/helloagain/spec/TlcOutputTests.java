package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the reader to forms of TLC's output that differ between its versions. */
class TlcOutputTests {
  private final List<TlcProgress> reports = new ArrayList<>();
  private final TlcOutput output = new TlcOutput(reports::add);

  @Test
  void countsAreReadWithAndWithoutSeparators() {
    message(
        2191,
        0,
        "Finished computing initial states: 6 states generated, with 4 of them"
            + " distinct at 2026-01-01 00:00:00.");
    message(
        2199,
        0,
        "3,887,844 states generated, 2147378 distinct states found, 0 states left on" + " queue.");
    message(2194, 0, "The depth of the complete state graph search is 8.");
    TlcResult result = output.result(0, 1.5, null);
    assertThat(result.initialStates()).isEqualTo(4);
    assertThat(result.generatedStates()).isEqualTo(3_887_844);
    assertThat(result.transitions()).isEqualTo(3_887_838);
    assertThat(result.distinctStates()).isEqualTo(2_147_378);
    assertThat(result.depth()).isEqualTo(8);
    assertThat(result.seconds()).isEqualTo(1.5);
  }

  @Test
  void progressIsReportedInBothForms() {
    message(
        2200,
        0,
        "Progress(5) at 2026-01-01 00:00:00: 1,200 states generated (1,200 s/min),"
            + " 800 distinct states found (800 ds/min), 33 states left on queue.");
    message(
        2200,
        0,
        "Progress(6) at 2026-01-01 00:00:00: 1300 states generated, 900 distinct"
            + " states found, 3 states left on queue.");
    assertThat(reports)
        .containsExactly(new TlcProgress(5, 1200, 800, 33), new TlcProgress(6, 1300, 900, 3));
  }

  @Test
  void linesOutsideOfMessagesAreHandedOn() {
    List<String> printed = new ArrayList<>();
    TlcOutput output = new TlcOutput(reports::add, printed::add);
    List.of(
            "@!@!@STARTMSG 2185:0 @!@!@",
            "Starting...",
            "@!@!@ENDMSG 2185 @!@!@",
            "\"a line of PrintT\"",
            "helloagain edges Next: 3")
        .forEach(output::accept);
    assertThat(printed).containsExactly("\"a line of PrintT\"");
  }

  @Test
  void nestedMessagesBelongToTheOuterOne() {
    lines(
        "@!@!@STARTMSG 1000:1 @!@!@",
        "TLC threw an unexpected exception.",
        ": @!@!@STARTMSG 2154:0 @!@!@",
        "It cannot be cast.",
        "@!@!@ENDMSG 2154 @!@!@",
        "@!@!@ENDMSG 1000 @!@!@");
    assertThat(output.result(75, 1, null).errorLines())
        .containsExactly("TLC threw an unexpected exception.", "It cannot be cast.");
  }

  @Test
  void violatedNamesAreReadFromEveryWording() {
    message(2107, 1, "Invariant Inv is violated by the initial state:\n/\\ x = 1");
    assertThat(output.result(12, 1, null).violated()).isEqualTo("Inv");
  }

  @Test
  void propertyOfBehavioursTakesTheOnlyName() {
    message(2116, 1, "Temporal properties were violated.");
    message(2264, 1, "The following behavior constitutes a counter-example:");
    message(2217, 4, "1: <Initial predicate>\nx = 0");
    message(2122, 4, "2: Back to state 1");
    TlcResult result = output.result(13, 1, "Live");
    assertThat(result.violated()).isEqualTo("Live");
    assertThat(result.errorLines()).containsExactly("Temporal properties were violated.");
    assertThat(result.counterexample())
        .containsExactly("1: <Initial predicate>\nx = 0", "2: Back to state 1");
  }

  @Test
  void goodExitWithAnErrorIsNotTakenForGood() {
    message(2110, 1, "Invariant Inv is violated.");
    assertThat(output.result(0, 1, null).verdict()).isEqualTo(TlcVerdict.FAILURE);
  }

  @Test
  void outputWithoutAVersionIsNotOfTlc() {
    lines("Picked up JAVA_TOOL_OPTIONS: -Dx=y", "Error: Could not find or load main class");
    assertThat(output.isOfTlc()).isFalse();
    assertThat(output.firstOtherLine()).isEqualTo("Error: Could not find or load main class");
    message(2262, 0, "TLC2 Version 2.18 of 20 March 2023");
    assertThat(output.isOfTlc()).isTrue();
  }

  private void message(int number, int severity, String text) {
    lines("@!@!@STARTMSG " + number + ":" + severity + " @!@!@");
    text.lines().forEach(output::accept);
    lines("@!@!@ENDMSG " + number + " @!@!@");
  }

  private void lines(String... lines) {
    List.of(lines).forEach(output::accept);
  }
}

package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.TlcVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckTableTests {
  private static final BatchResult BATCH =
      new BatchResult(10_000, 45_021, 2.34, List.of(), List.of());

  private static final WorldResult GOOD =
      Results.result(
          Results.world("HostileServer", 1_625_860),
          2,
          Results.tlc(TlcVerdict.HOLDS, "", 1_625_860),
          "");

  @Test
  void columnsAreAlignedAndTheBatchComesLast() {
    WorldResult small =
        Results.result(Results.world("Toy", 7), 2, Results.tlc(TlcVerdict.HOLDS, "", 8), "");

    assertThat(CheckTable.text(report(BATCH, GOOD, small), false))
        .isEqualTo(
            """
            TLC2 Version 1 of a day

            world             properties     states      edges  depth  seconds  verdict
            HostileServer              2  1,625,860  1,625,860      4     12.3  holds
            Toy                        2          8          8      4     12.3  holds!
            batch          10,000 traces, 45,021 steps, 0 differences      2.3  holds
            """);
  }

  @Test
  void coloursSurroundTheVerdictsAlone() {
    assertThat(CheckTable.text(report(BATCH, GOOD), true))
        .contains("12.3  \033[32mholds\033[0m\n", "2.3  \033[32mholds\033[0m\n");
    assertThat(CheckTable.text(report(BATCH, GOOD), false)).doesNotContain("\033");
  }

  @Test
  void violationIsFollowedByItsNameAndItsTrace() {
    WorldResult bad =
        Results.result(
            Results.world("Toy", 7),
            2,
            Results.tlc(
                TlcVerdict.INVARIANT,
                "NeverFull",
                2,
                "1: <Initial predicate>\n/\\ n = 0\n/\\ m = 7",
                "2: <Up line 6, col 7 to line 6, col 43 of module Toy>\n/\\ n = 1\n/\\ m = 7"),
            "NeverFull");

    assertThat(CheckTable.text(report(BATCH, bad), false))
        .contains("violated!\n")
        .endsWith(
            """

            Toy is violated: NeverFull
              1. initial state
                 n = 0
                 m = 7
              2. Up
                 n = 1
            """);
  }

  @Test
  void differencesOfTheBatchAreCountedAndTold() {
    BatchResult bad =
        new BatchResult(3, 9, 0.1, List.of("trace 2, step 1: SH-03\nallowed: abort"), List.of());

    CheckReport report = report(bad, GOOD);

    assertThat(CheckTable.text(report, false))
        .contains("3 traces, 9 steps, 1 difference", "  violated!\n")
        .endsWith("\n\ntrace 2, step 1: SH-03\nallowed: abort\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.VIOLATED);
  }

  @Test
  void actionsThatTheBatchNeverTookAreTold() {
    BatchResult blind =
        new BatchResult(3, 9, 0.1, List.of(), List.of("ClientCloses", "ServerCloses"));

    CheckReport report = report(blind, GOOD);

    assertThat(CheckTable.text(report, false))
        .contains("  violated!\n")
        .endsWith("\n\nThe batch never took ClientCloses, ServerCloses\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.VIOLATED);
  }

  @Test
  void differenceNamesFileWorldExpectedAndGot() {
    WorldResult miscounted =
        Results.result(Results.world("Toy", 7), 3, Results.tlc(TlcVerdict.HOLDS, "", 8), "");
    WorldResult violated =
        Results.result(Results.world("Toy", 7), 3, Results.tlc(TlcVerdict.INVARIANT, "X", 8), "X");

    assertThat(report(BATCH, GOOD, miscounted).differences())
        .containsExactly(
            "models.json: Toy: expected states 7, edges 7, properties 2, Go 7;"
                + " got states 8, edges 8, properties 3, Go 8");
    assertThat(report(BATCH, violated).differences())
        .containsExactly("models.json: Toy: expected holds, got violated (X)");
    assertThat(report(BATCH, GOOD).differences()).isEmpty();
    assertThat(report(BATCH, GOOD).exitCode()).isEqualTo(ExitCode.HOLDS);
    assertThat(report(BATCH, GOOD, miscounted).exitCode()).isEqualTo(ExitCode.VIOLATED);
  }

  private static CheckReport report(BatchResult batch, WorldResult... worlds) {
    return CheckReport.of("models.json", List.of(worlds), batch);
  }
}

package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorTraceTests {
  private static final String FIRST =
      """
      1: <Initial predicate>
      /\\ client = [ state |-> "START",
        first |-> [kind |-> "none, ]yet", list |-> <<>>],
        seen |-> {1, 2} ]
      /\\ n = 0
      """;

  @Test
  void onlyChangedFieldsOfARecordAreTold() {
    String second =
        """
        2: <Client!Send(1) line 23, col 5 to line 30, col 20 of module Client>
        /\\ client = [ state |-> "WAIT_SH",
          first |-> [kind |-> "none, ]yet", list |-> <<[a |-> 1], "x">>],
          seen |-> {1, 2} ]
        /\\ n = 0
        """;

    assertThat(ErrorTrace.parse(List.of(FIRST, second)).lines())
        .containsExactly(
            "  1. initial state",
            "     client = [ state |-> \"START\", first |-> [kind |-> \"none, ]yet\", list |->",
            "       <<>>], seen |-> {1, 2} ]",
            "     n = 0",
            "  2. Client",
            "     client.first.list = <<[a |-> 1], \"x\">>",
            "     client.state = \"WAIT_SH\"");
  }

  @Test
  void recordWithOtherFieldsIsToldAsAWhole() {
    String second =
        """
        2: <Abort line 2, col 5 to line 3, col 20 of module Client>
        /\\ client = [ state |-> "ABORTED" ]
        /\\ n = 1
        """;

    assertThat(ErrorTrace.parse(List.of(FIRST, second)).steps().get(1).changes())
        .containsEntry("client", "[ state |-> \"ABORTED\" ]")
        .containsEntry("n", "1")
        .hasSize(2);
  }

  @Test
  void singleVariableHasNoConjunctionSign() {
    assertThat(ErrorTrace.parse(List.of("1: <Initial predicate>\nx = 1")).lines())
        .containsExactly("  1. initial state", "     x = 1");
  }

  @Test
  void endlessRunsSayWhereTheyStay() {
    assertThat(
            ErrorTrace.parse(
                    List.of(
                        "1: <Initial predicate>\nx = 1",
                        "2: Stuttering",
                        "1: Back to state: <Up line 7, col 13 to line 7, col 64 of module Toy>"))
                .lines())
        .containsExactly(
            "  1. initial state",
            "     x = 1",
            "  2. nothing happens any more",
            "  3. again as after step 1");
  }
}

package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcVerdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ViolatedPropertyTests {
  private static final ModelConfig CONFIG =
      ModelConfig.parse("PROPERTIES SomebodyCrossesLive NobodyComesBack EverybodyLeavesLive");

  private final SpecSource source = SpecSource.classPath("toy-worlds/");
  private final List<String> checked = new ArrayList<>();

  @Test
  void nameThatTlcGivesIsTaken() throws InterruptedException {
    assertThat(name("NobodyComesBack", "none")).isEqualTo("NobodyComesBack");
    assertThat(checked).isEmpty();
  }

  @Test
  void placeIsTracedToItsDefinition() throws InterruptedException {
    long line =
        source
                .text("Ferry.tla")
                .lines()
                .takeWhile(text -> !text.startsWith("NobodyComesBack"))
                .count()
            + 1;

    assertThat(name("line " + line + ", col 22 to line 9, col 41 of module Ferry", "none"))
        .isEqualTo("NobodyComesBack");
    assertThat(checked).isEmpty();
  }

  @Test
  void placeOutsideOfThePropertiesIsNoName() throws InterruptedException {
    assertThat(name("line 5, col 22 to line 9, col 41 of module Ferry", "NobodyComesBack"))
        .isEqualTo("NobodyComesBack");
    assertThat(checked).containsExactly("SomebodyCrossesLive", "NobodyComesBack");
  }

  @Test
  void lastCandidateNeedsNoRun() throws InterruptedException {
    assertThat(name("", "EverybodyLeavesLive")).isEqualTo("EverybodyLeavesLive");
    assertThat(checked).containsExactly("SomebodyCrossesLive", "NobodyComesBack");
  }

  private String name(String tlcsWord, String culprit) throws InterruptedException {
    return ViolatedProperty.name(
        CONFIG,
        source,
        Results.tlc(TlcVerdict.PROPERTY, tlcsWord, 1),
        property -> {
          checked.add(property);
          return !property.equals(culprit);
        });
  }
}

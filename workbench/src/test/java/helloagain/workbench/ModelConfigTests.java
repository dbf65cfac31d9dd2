package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ModelConfigTests {
  private static final String CONFIG =
      """
      \\* INVARIANT NotThisOne
      SPECIFICATION Spec (* PROPERTY
        NorThis *)
      CONSTANTS
        Names = {"PROPERTY", "INVARIANT Kind"}
        Properties <- MCProperties
      INVARIANTS
        TypeOK   \\* always
        SmallInv, OtherInv
      CHECK_DEADLOCK FALSE
      PROPERTY EndsLive
      PROPERTIES StaysProp MovesProp
      """;

  @Test
  void everyNamedInvariantAndPropertyCounts() {
    ModelConfig config = ModelConfig.parse(CONFIG);

    assertThat(config.invariants()).containsExactly("TypeOK", "SmallInv", "OtherInv");
    assertThat(config.properties()).containsExactly("EndsLive", "StaysProp", "MovesProp");
    assertThat(config.count()).isEqualTo(6);
  }

  @Test
  void configurationOfOnePropertyKeepsTheRest() {
    String only = ModelConfig.parse(CONFIG).only("StaysProp");

    assertThat(only).contains("SPECIFICATION Spec", "Properties <- MCProperties", "DEADLOCK FALSE");
    assertThat(ModelConfig.parse(only).properties()).containsExactly("StaysProp");
    assertThat(ModelConfig.parse(only).invariants()).isEmpty();
  }
}

package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.Counterexample.Moment;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecRunTests {
  private static final TlaRecord CLIENT =
      Tla.record("state", "START", "offer", Tla.record("groups", Tla.EMPTY));

  @Test
  void runOfTheExchangeIsPossible() {
    assertThat(SpecRun.isPossible(run(exchange()))).isTrue();
  }

  @Test
  void runWithAHostilePeerIsPossible() {
    Map<String, TlaValue> variables = exchange();
    variables.put("faults", TlaValue.of(0));
    variables.put("client", PeerProjection.HOSTILE);
    assertThat(SpecRun.isPossible(run(variables))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealer", "log", "hellos", "meddled"})
  void runWithAVariableOfAnotherModuleIsNot(String variable) {
    Map<String, TlaValue> variables = exchange();
    variables.put("faults", TlaValue.of(0));
    variables.put(variable, TlaValue.of(0));
    assertThat(SpecRun.isPossible(run(variables))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "server", "toServer", "toClient"})
  void runWithoutAVariableOfTheExchangeIsNot(String variable) {
    Map<String, TlaValue> variables = exchange();
    variables.remove(variable);
    assertThat(SpecRun.isPossible(run(variables))).isFalse();
  }

  @Test
  void clientThatHasNoOfferIsOfAnotherModule() {
    Map<String, TlaValue> variables = exchange();
    variables.put("client", Tla.record("state", "START"));
    assertThat(SpecRun.isPossible(run(variables))).isFalse();
  }

  private static Map<String, TlaValue> exchange() {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("client", CLIENT);
    variables.put("server", Tla.record("state", "START"));
    variables.put("toServer", Tla.EMPTY);
    variables.put("toClient", Tla.EMPTY);
    return variables;
  }

  private static List<Moment> run(Map<String, TlaValue> variables) {
    return List.of(new Moment("", variables));
  }
}

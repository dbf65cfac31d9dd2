package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.SpecState;
import helloagain.spec.TlaValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Graphs of numbers: the specification counts from 0 to 3 and may begin again. */
class ComparisonTests {
  private static final Graph<SpecState> SPEC = spec();

  private record Counter(int number) implements SpecState {
    @Override
    public TlaValue get(String variable) {
      return TlaValue.of(number);
    }

    @Override
    public Map<String, TlaValue> variables() {
      return Map.of("n", get("n"));
    }

    @Override
    public long fingerprint() {
      return number;
    }
  }

  private static Graph<SpecState> spec() {
    Graph<SpecState> graph = new Graph<>();
    graph.addInitial(new Counter(0));
    graph.add(new Counter(1));
    graph.add(new Counter(2));
    graph.addEdge(0, "Count", 1);
    graph.addEdge(1, "Count", 2);
    graph.addEdge(2, "Begin", 0);
    return graph;
  }

  private static Graph<Integer> counter() {
    Graph<Integer> graph = new Graph<>();
    graph.addInitial(0);
    // The machine's own states need no names of the specification.
    graph.add(-1);
    graph.add(-2);
    graph.addEdge(0, "Count", 1);
    graph.addEdge(1, "Count", 2);
    return graph;
  }

  private static Optional<Comparison.Unlike> compared(Graph<Integer> reference) {
    return Comparison.first(SPEC, reference, n -> Map.of("n", TlaValue.of(-n)));
  }

  @Test
  void sameStatesAndEdgesAreEqual() {
    Graph<Integer> graph = counter();
    graph.addEdge(2, "Begin", 0);
    assertThat(compared(graph)).isEmpty();
  }

  @Test
  void missingEdgeIsFoundWhereItIsMissing() {
    Comparison.Unlike unlike = compared(counter()).orElseThrow();
    assertThat(unlike.at()).contains(2);
    assertThat(unlike.onlySpec()).extracting(Comparison.Way::label).containsExactly("Begin");
    assertThat(unlike.onlyReference()).isEmpty();
  }

  @Test
  void edgeWithAnotherLabelIsOneTooManyAndOneTooFew() {
    Graph<Integer> graph = counter();
    graph.addEdge(2, "Count", 0);
    Comparison.Unlike unlike = compared(graph).orElseThrow();
    assertThat(unlike.onlySpec()).extracting(Comparison.Way::label).containsExactly("Begin");
    assertThat(unlike.onlyReference()).extracting(Comparison.Way::label).containsExactly("Count");
  }

  @Test
  void edgeToAnotherStateIsFoundAtItsSource() {
    Graph<Integer> graph = counter();
    graph.addEdge(2, "Begin", 0);
    graph.addEdge(0, "Count", 2);
    Comparison.Unlike unlike = compared(graph).orElseThrow();
    assertThat(unlike.at()).contains(0);
    assertThat(unlike.onlyReference())
        .containsExactly(new Comparison.Way("Count", Map.of("n", TlaValue.of(2))));
  }

  @Test
  void twoStatesThatLookTheSameAreNotOne() {
    Graph<Integer> graph = counter();
    graph.addEdge(2, "Begin", 0);
    assertThat(Comparison.first(SPEC, graph, n -> Map.of("n", TlaValue.of(n == 0 ? 0 : 1))))
        .isPresent();
  }

  @Test
  void otherInitialStatesAreADifferenceWithoutARun() {
    Graph<Integer> graph = new Graph<>();
    graph.addInitial(-1);
    Comparison.Unlike unlike = compared(graph).orElseThrow();
    assertThat(unlike.at()).isEmpty();
    assertThat(unlike.onlySpec()).extracting(Comparison.Way::label).containsExactly("Init");
    assertThat(unlike.onlyReference()).extracting(Comparison.Way::label).containsExactly("Init");
  }

  @Test
  void runToAStateIsAShortestOne() {
    Graph<Integer> graph = counter();
    graph.addEdge(2, "Begin", 0);
    assertThat(graph.run(2)).containsExactly(0, 1, 2);
    assertThat(graph.labels(graph.run(2))).isEqualTo(List.of("Count", "Count"));
    assertThat(graph.depth()).isEqualTo(3);
    assertThat(graph.edgeCount()).isEqualTo(3);
  }
}

package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SpecModelThreadsTests {
  private static final int WALKS = 400;
  private static final int LENGTH = 12;

  @Test
  void twoThreadsWalkOneModelAsOneThreadDoes() throws Exception {
    try (SpecModel clock = Toys.clock()) {
      assertTwoThreadsAgree(clock);
    }
  }

  /** The mill has a constant that TLC computes lazily, so that the threads take turns. */
  @Test
  void twoThreadsWalkAModelWithALazyConstantAsOneThreadDoes() throws Exception {
    try (SpecModel mill = Toys.mill()) {
      assertTwoThreadsAgree(mill);
    }
  }

  @Test
  void twoThreadsExploreTwoModelsAtOnce() throws Exception {
    try (SpecModel mill = Toys.mill();
        SpecModel clock = Toys.clock()) {
      GraphSummary millAlone = mill.explore();
      GraphSummary clockAlone = clock.explore();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        for (int i = 0; i < 5; i++) {
          Future<GraphSummary> ofMill = threads.submit(() -> mill.explore());
          Future<GraphSummary> ofClock = threads.submit(() -> clock.explore());
          assertThat(ofMill.get()).isEqualTo(millAlone);
          assertThat(ofClock.get()).isEqualTo(clockAlone);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** Whoever closes a model must not take the standard modules from those that are loading. */
  @Test
  void modelsAreLoadedWhileOthersAreClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> loaded = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        loaded.add(
            threads.submit(
                () -> {
                  try (SpecModel clock = Toys.clock()) {
                    return clock.initialStates().size();
                  }
                }));
      }
      for (Future<Integer> states : loaded) {
        assertThat(states.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertTwoThreadsAgree(SpecModel model) throws Exception {
    List<SpecState> starts = model.initialStates();
    List<List<SpecState>> alone = walks(model, starts);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<List<SpecState>>> first = threads.submit(() -> walks(model, starts));
      Future<List<List<SpecState>>> second = threads.submit(() -> walks(model, starts));
      assertThat(first.get()).isEqualTo(alone);
      assertThat(second.get()).isEqualTo(alone);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<List<SpecState>> walks(SpecModel model, List<SpecState> starts) {
    List<List<SpecState>> walks = new ArrayList<>();
    for (int seed = 0; seed < WALKS; seed++) {
      Random random = new Random(seed);
      List<SpecState> walk = new ArrayList<>();
      SpecState state = starts.get(random.nextInt(starts.size()));
      for (int i = 0; i < LENGTH; i++) {
        walk.add(state);
        assertThat(model.violatedInvariants(state)).isEmpty();
        List<SpecStep> steps = model.successors(state);
        state = steps.get(random.nextInt(steps.size())).target();
      }
      walks.add(walk);
    }
    return walks;
  }
}

package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.live.Limits;
import helloagain.live.SelfMade;
import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Reference;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Servers that choose in another way than they did when they were looked at. */
final class PolicyTests {
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 20);

  /** The first setup prefers x25519, the fifth secp384r1; both take shares first. */
  private static final int ANOTHER_PREFERENCE = 4;

  /** Looks at one server, and then tells the other one. */
  private static List<ProbeResult> probe(Reference reference)
      throws IOException, InterruptedException {
    List<Subject.Setup> setups = ReferenceSubject.servers(reference).setups();
    AtomicReference<Subject.Setup> now =
        new AtomicReference<>(ReferenceSubject.servers(Reference.HELLO_AGAIN).setups().get(0));
    Subject subject =
        new ReferenceSubject(
            "fickle", Side.SERVER, List.of(new Subject.AsItIs(() -> now.get().connect())));
    VectorSet set = Probing.vectors(VectorSource.SERVER_LEGAL);
    Planner planner = Planner.of(subject, LIMITS, Profile.RFC8446);
    now.set(setups.get(ANOTHER_PREFERENCE));
    List<ProbeResult> results = new ArrayList<>();
    try (TestRun run = new TestRun(LIMITS, Profile.RFC8446, SelfMade.credentials("localhost"))) {
      for (Vector vector : set.vectors().values()) {
        TestPlan plan = planner.plan("server-legal", set, vector);
        if (plan.way().isPresent() && vector.profiles().contains(Profile.RFC8446.word())) {
          results.add(run.run(plan));
        }
      }
    }
    return results;
  }

  @Test
  void anotherChoiceIsNoFindingAndNothingThatWasShown() throws IOException, InterruptedException {
    List<ProbeResult> results = probe(Reference.HELLO_AGAIN);

    assertThat(Probing.findings(results)).isEmpty();
    assertThat(results)
        .filteredOn(result -> result.grade() == Grade.NOT_APPLICABLE)
        .isNotEmpty()
        .allMatch(result -> result.setup().equals("it chooses by another policy"));
    assertThat(Probing.count(results, Grade.CONFORMS)).isPositive();
  }

  @Test
  void anotherChoiceDoesNotHideWhatIsWrongWithTheMessage()
      throws IOException, InterruptedException {
    List<ProbeResult> results = probe(BrokenPeer.SERVER_CHANGES_SESSION_ID);

    assertThat(Probing.findings(results))
        .isNotEmpty()
        .allMatch(result -> result.rules().equals(List.of("SH-05")));
  }
}

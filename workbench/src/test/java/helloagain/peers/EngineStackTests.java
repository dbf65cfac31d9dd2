package helloagain.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import helloagain.peers.PeerRun.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goes through every scenario with the stacks of this JVM, in both roles. */
final class EngineStackTests {
  private static final List<String> CURVES = List.of("retry-secp256r1", "retry-secp384r1");

  private static final String P521 = "retry-secp521r1";

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = new Bench();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  @Test
  void jdkGoesThroughWhatItHas() {
    List<String> both =
        List.of(
            "no-retry",
            "retry-secp384r1",
            P521,
            "retry-x448",
            "retry-ffdhe2048",
            "retry-cookie",
            "retry-client-certificate",
            "retry-ticket");

    Map<PeerRole, List<String>> completed = completed(new JdkStack());

    assertThat(completed.get(PeerRole.CLIENT))
        .containsAll(both)
        .hasSize(both.size() + (EngineGroups.canBeSet() ? 1 : 0));
    assertThat(completed.get(PeerRole.SERVER))
        .containsAll(both)
        .contains("retry-secp256r1")
        .hasSize(both.size() + 1);
  }

  @Test
  void bouncyCastleGoesThroughAllGroups() {
    List<String> both =
        List.of(
            "no-retry",
            "retry-secp256r1",
            "retry-secp384r1",
            P521,
            "retry-x448",
            "retry-ffdhe2048",
            "retry-x25519mlkem768",
            "retry-cookie",
            "retry-client-certificate");

    assertThat(completed(new BouncyCastleStack()))
        .containsEntry(PeerRole.CLIENT, both)
        .containsEntry(PeerRole.SERVER, both);
  }

  @Test
  void conscryptGoesThroughWhatItHas() {
    ConscryptStack conscrypt = new ConscryptStack();
    assumePresent(conscrypt);

    Map<PeerRole, List<String>> completed = completed(conscrypt);

    assertThat(completed.get(PeerRole.CLIENT))
        .containsAll(CURVES)
        .contains("no-retry", "retry-cookie", "retry-client-certificate", "retry-ticket")
        .hasSize(6);
    assertThat(completed.get(PeerRole.SERVER))
        .containsAll(CURVES)
        .contains("no-retry", "retry-x25519mlkem768", "retry-client-certificate")
        .hasSize(5);
  }

  @Test
  void nettyGoesThroughWhatItHas() {
    NettyStack netty = new NettyStack();
    assumePresent(netty);

    Map<PeerRole, List<String>> completed = completed(netty);

    assertThat(completed.get(PeerRole.CLIENT))
        .containsAll(CURVES)
        .contains("no-retry", P521, "retry-cookie", "retry-client-certificate", "retry-ticket")
        .hasSize(7);
    assertThat(completed.get(PeerRole.SERVER))
        .containsAll(CURVES)
        .contains(
            "no-retry", P521, "retry-x25519mlkem768", "retry-client-certificate", "retry-ticket")
        .hasSize(7);
  }

  /** Their natives are made for a few platforms; on this one they have to be there. */
  @Test
  void nativesLoadWhereTheyAreMadeFor() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getProperty("os.arch").equals("amd64"));

    assertThat(Stacks.inThisJvm())
        .hasSize(4)
        .allSatisfy(stack -> assertThat(stack.presence()).isInstanceOf(Presence.Present.class));
  }

  private static void assumePresent(Stack stack) {
    assumeTrue(
        stack.presence() instanceof Presence.Present, () -> String.valueOf(stack.presence()));
  }

  /** Returns the scenarios that were completed; the others have to be absent, with a reason. */
  private static Map<PeerRole, List<String>> completed(Stack stack) {
    Map<PeerRole, List<String>> completed = new LinkedHashMap<>();
    for (PeerRole role : PeerRole.values()) {
      List<String> ids = new ArrayList<>();
      for (Scenario scenario : Scenario.ALL) {
        PeerRun run = bench.run(stack, role, scenario);
        if (run.result() == Result.COMPLETED) {
          assertThat(run.agrees()).contains(true);
          assertThat(run.holds()).isTrue();
          ids.add(scenario.id());
        } else {
          assertThat(run.result()).as("%s", run).isEqualTo(Result.ABSENT);
          assertThat(run.detail()).isPresent();
        }
      }
      completed.put(role, ids);
    }
    return completed;
  }
}

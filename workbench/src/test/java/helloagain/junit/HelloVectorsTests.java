package helloagain.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs methods as JUnit does, and looks at what becomes of each test and of the method. */
final class HelloVectorsTests {
  /** It logs each alert; what it is to say, the tests say. */
  private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse");

  private static final SSLContext BOUNCY_CASTLE = context();

  private static SSLContext context() {
    LOG.setLevel(Level.OFF);
    try {
      SSLContext context =
          SSLContext.getInstance("TLS", new BouncyCastleJsseProvider(new BouncyCastleProvider()));
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("there is no TLS", e);
    }
  }

  /** Is no test by itself: the nested classes of tests are not run but from here. */
  static final class Samples {
    private static SSLEngine client() {
      SSLEngine engine = BOUNCY_CASTLE.createSSLEngine("localhost", 443);
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      return engine;
    }

    @HelloVectors(role = Side.CLIENT, rules = "KV-05", vectors = "client-values")
    void keptRule(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(
        role = Side.CLIENT,
        rules = "KV-05",
        vectors = "client-values",
        profile = Profile.RFC9846)
    void keptRuleOfTheOtherDocument(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, rules = "KEX-12", vectors = "client-values")
    void finding(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(
        role = Side.CLIENT,
        rules = "KEX-12",
        vectors = "client-values",
        expected = "known.csv")
    void knownFinding(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(
        role = Side.CLIENT,
        rules = "KV-05",
        vectors = "client-values",
        expected = "known.csv")
    void goneFinding(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, rules = "HY-10", vectors = "client-values")
    void notApplicable(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, rules = "SH-80")
    void noSuchRule(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, vectors = "server-octets")
    void fileOfTheOtherRole(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, vectors = "client-pairs")
    void fileThatDoesNotComeAlong(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, expected = "nowhere.csv")
    void noSuchTable(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }

    @HelloVectors(role = Side.CLIENT, expected = "unusable.csv")
    void unusableTable(EngineTest test) throws IOException, InterruptedException {
      test.run(Samples::client);
    }
  }

  /** Is what became of something that was run. */
  private record Ran(UniqueId id, boolean isTest, Status status, String message) {}

  private static List<Ran> run(String method) {
    return run(selectMethod(Samples.class, method, EngineTest.class.getName()));
  }

  private static List<Ran> run(DiscoverySelector chosen) {
    List<Ran> all = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(chosen)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier what, TestExecutionResult result) {
                all.add(
                    new Ran(
                        what.getUniqueIdObject(),
                        what.isTest(),
                        result.getStatus(),
                        result.getThrowable().map(Throwable::getMessage).orElse("")));
              }
            });
    return all;
  }

  private static Stream<Ran> tests(List<Ran> all) {
    return all.stream().filter(Ran::isTest);
  }

  /** Returns what became of a method as a whole, of its class and of the engine. */
  private static Stream<Ran> failuresOfTheWhole(List<Ran> all) {
    return all.stream().filter(one -> !one.isTest() && one.status() != Status.SUCCESSFUL);
  }

  // What becomes of a test.

  @ParameterizedTest
  @CsvSource({"keptRule", "keptRuleOfTheOtherDocument"})
  void testOfARuleThatIsKeptPasses(String method) {
    List<Ran> all = run(method);

    assertThat(tests(all)).isNotEmpty();
    assertThat(tests(all).map(Ran::status)).contains(Status.SUCCESSFUL);
    assertThat(tests(all).map(Ran::status)).doesNotContain(Status.FAILED);
    assertThat(failuresOfTheWhole(all)).isEmpty();
  }

  @Test
  void findingFailsTheTestAndTellsRuleAndMessages() {
    List<Ran> all = run("finding");

    assertThat(tests(all).filter(one -> one.status() == Status.FAILED).map(Ran::message))
        .isNotEmpty()
        .allSatisfy(
            message ->
                assertThat(message)
                    .containsPattern("(?m)^c[0-9a-f]{12} other-alert KEX-12 \\(7\\.4\\.2\\)$")
                    .contains("\n  told: ServerHello: a share of x25519: ")
                    .contains("\n  allowed: ")
                    .endsWith("\n  observed: alert internal_error"));
  }

  @Test
  void testForAnotherKindOfPeerIsAbortedAndNotPassed() {
    assertThat(tests(run("finding")).filter(one -> one.message().startsWith("not applicable: ")))
        .isNotEmpty()
        .allMatch(one -> one.status() == Status.ABORTED);
  }

  @Test
  void knownFindingIsAbortedWithItsReason() {
    List<Ran> all = run("knownFinding");

    assertThat(tests(all).map(Ran::status)).containsOnly(Status.ABORTED);
    assertThat(tests(all).map(Ran::message))
        .anyMatch(message -> message.startsWith("known: it computes, and fails\n"));
    assertThat(failuresOfTheWhole(all)).isEmpty();
  }

  // What becomes of all.

  @Test
  void knownFindingThatIsGoneFailsTheMethod() {
    assertThat(failuresOfTheWhole(run("goneFinding")).map(Ran::message))
        .singleElement()
        .asString()
        .isEqualTo("known, and not found any more: KEX-12 other-alert");
  }

  @Test
  void methodWithoutATestThatIsApplicableFails() {
    List<Ran> all = run("notApplicable");

    assertThat(tests(all).map(Ran::status)).isNotEmpty().containsOnly(Status.ABORTED);
    assertThat(failuresOfTheWhole(all).map(Ran::message))
        .singleElement()
        .asString()
        .startsWith("none of ")
        .contains(" tests is applicable: ");
  }

  @Test
  void oneTestThatIsChosenSaysNothingOfTheRest() {
    UniqueId one = tests(run("goneFinding")).findFirst().orElseThrow().id();

    List<Ran> all = run(DiscoverySelectors.selectUniqueId(one));
    assertThat(tests(all)).hasSize(1);
    assertThat(failuresOfTheWhole(all)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "noSuchRule, there is no vector with one of the rules [SH-80] alone",
    "fileOfTheOtherRole, there is no file of vectors 'server-octets' for this role",
    "fileThatDoesNotComeAlong, there is no file of vectors 'client-pairs' for this role",
    "noSuchTable, there is no resource 'nowhere.csv' beside ",
    "unusableTable, unusable.csv: there is no grade 'wrong'"
  })
  void methodThatAsksForWhatIsNotThereFails(String method, String words) {
    List<Ran> all = run(method);

    assertThat(tests(all)).isEmpty();
    assertThat(failuresOfTheWhole(all).map(Ran::message))
        .singleElement()
        .asString()
        .contains(words);
  }
}

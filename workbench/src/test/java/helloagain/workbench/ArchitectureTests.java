package helloagain.workbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import helloagain.refinement.misplaced.HarnessThatKnowsTheWorkbench;
import helloagain.spec.misplaced.DoorThatKnowsTheReference;
import helloagain.wire.misplaced.CodecThatKnowsTooMuch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between the packages: the workbench knows the harness, the harness knows the
 * reference and the specification, and neither of these two knows the other.
 *
 * <p>Each rule is also shown to fail, on classes of the test sources in a package {@code
 * misplaced}.
 */
final class ArchitectureTests {
  private static final String[] REFERENCE = {
    "helloagain.message..",
    "helloagain.wire..",
    "helloagain.rule..",
    "helloagain.client..",
    "helloagain.server..",
    "helloagain.exchange..",
    "helloagain.keyexchange..",
    "helloagain.transcript..",
    "helloagain.schedule..",
    "helloagain.signature..",
    "helloagain.flight..",
    "helloagain.endpoint.."
  };

  /** All top-level packages of the tool box; {@code util} is TLC's and not {@code java.util}. */
  private static final String[] TLC = {
    "tlc2..", "tla2sany..", "util..", "model..", "pcal..", "tla2tex.."
  };

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("helloagain");

  private static final JavaClasses MISPLACED =
      new ClassFileImporter()
          .importClasses(
              CodecThatKnowsTooMuch.class,
              DoorThatKnowsTheReference.class,
              HarnessThatKnowsTheWorkbench.class);

  private static final ArchRule TLC_STAYS_BEHIND_ITS_DOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("helloagain.spec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TLC);

  private static final ArchRule BOUNCY_CASTLE_STAYS_IN_THE_CRYPTOGRAPHY =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "helloagain.keyexchange..",
              "helloagain.schedule..",
              "helloagain.signature..",
              "helloagain.transcript..",
              "helloagain.peers..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  /** The TLS of Bouncy Castle is a peer; its cryptography is no business of the peers. */
  private static final ArchRule OTHER_STACKS_STAY_WITH_THE_PEERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("helloagain.peers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle.jsse..", "org.conscrypt..", "io.netty..");

  private static final ArchRule JMH_STAYS_WITH_THE_BENCHMARKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("helloagain.refinement.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openjdk.jmh..");

  private static final ArchRule REFERENCE_STANDS_ALONE =
      classes()
          .that()
          .resideInAnyPackage(REFERENCE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(REFERENCE),
                      Stream.of("java..", "javax.crypto..", "org.bouncycastle..", "org.jspecify.."))
                  .toArray(String[]::new));

  private static final ArchRule REFERENCE_OPENS_NO_SOCKET =
      noClasses()
          .that()
          .resideInAnyPackage(REFERENCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "javax.net..", "java.nio.channels..");

  private static final ArchRule DOOR_TO_TLC_KNOWS_NOTHING_OF_TLS =
      noClasses()
          .that()
          .resideInAPackage("helloagain.spec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(REFERENCE),
                      Stream.of("helloagain.refinement..", "helloagain.workbench.."))
                  .toArray(String[]::new));

  private static final ArchRule NOBODY_KNOWS_THE_WORKBENCH =
      noClasses()
          .that()
          .resideOutsideOfPackage("helloagain.workbench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("helloagain.workbench..");

  private static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("helloagain.(*)..").should().beFreeOfCycles();

  @Test
  void classesOfEveryModuleAreInSight() {
    assertThat(PROJECT.containPackage("helloagain.spec")).isTrue();
    assertThat(PROJECT.containPackage("helloagain.message")).isTrue();
    assertThat(PROJECT.containPackage("helloagain.workbench")).isTrue();
    assertThat(PROJECT.contain(ArchitectureTests.class)).isFalse();
  }

  @Test
  void onlyTheDoorTouchesTlc() {
    TLC_STAYS_BEHIND_ITS_DOOR.check(PROJECT);
    assertBreaks(TLC_STAYS_BEHIND_ITS_DOOR, CodecThatKnowsTooMuch.class, "util.UniqueString");
  }

  @Test
  void onlyTheCryptographyTouchesBouncyCastle() {
    BOUNCY_CASTLE_STAYS_IN_THE_CRYPTOGRAPHY.check(PROJECT);
    assertBreaks(
        BOUNCY_CASTLE_STAYS_IN_THE_CRYPTOGRAPHY,
        CodecThatKnowsTooMuch.class,
        "org.bouncycastle.util.encoders.Hex");
  }

  @Test
  void onlyThePeersTouchOtherStacks() {
    OTHER_STACKS_STAY_WITH_THE_PEERS.check(PROJECT);
    assertBreaks(
        OTHER_STACKS_STAY_WITH_THE_PEERS,
        CodecThatKnowsTooMuch.class,
        "io.netty.handler.ssl.SslProvider");
  }

  @Test
  void onlyTheBenchmarksTouchJmh() {
    JMH_STAYS_WITH_THE_BENCHMARKS.check(PROJECT);
    assertBreaks(
        JMH_STAYS_WITH_THE_BENCHMARKS,
        CodecThatKnowsTooMuch.class,
        "org.openjdk.jmh.annotations.Mode");
  }

  @Test
  void referenceKnowsNeitherTlcNorTheHarnessNorTheWorkbench() {
    REFERENCE_STANDS_ALONE.check(PROJECT);
    assertBreaks(REFERENCE_STANDS_ALONE, CodecThatKnowsTooMuch.class, "util.UniqueString");
    assertBreaks(
        REFERENCE_STANDS_ALONE,
        CodecThatKnowsTooMuch.class,
        DoorThatKnowsTheReference.class.getName());
    assertBreaks(
        REFERENCE_STANDS_ALONE,
        CodecThatKnowsTooMuch.class,
        HarnessThatKnowsTheWorkbench.class.getName());
    assertBreaks(REFERENCE_STANDS_ALONE, CodecThatKnowsTooMuch.class, Main.class.getName());
  }

  @Test
  void referenceOpensNoSocket() {
    REFERENCE_OPENS_NO_SOCKET.check(PROJECT);
    assertBreaks(REFERENCE_OPENS_NO_SOCKET, CodecThatKnowsTooMuch.class, "java.net.Socket");
  }

  @Test
  void doorToTlcKnowsNothingOfTls() {
    DOOR_TO_TLC_KNOWS_NOTHING_OF_TLS.check(PROJECT);
    assertBreaks(
        DOOR_TO_TLC_KNOWS_NOTHING_OF_TLS,
        DoorThatKnowsTheReference.class,
        CodecThatKnowsTooMuch.class.getName());
  }

  @Test
  void nobodyKnowsTheWorkbench() {
    NOBODY_KNOWS_THE_WORKBENCH.check(PROJECT);
    assertBreaks(
        NOBODY_KNOWS_THE_WORKBENCH, HarnessThatKnowsTheWorkbench.class, Main.class.getName());
  }

  @Test
  void packagesFormNoCycle() {
    PACKAGES_FORM_NO_CYCLE.check(PROJECT);
    assertThatThrownBy(() -> PACKAGES_FORM_NO_CYCLE.check(MISPLACED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected: Slice spec");
  }

  private static void assertBreaks(ArchRule rule, Class<?> from, String to) {
    assertThatThrownBy(() -> rule.check(MISPLACED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("<" + from.getName())
        .hasMessageContaining("<" + to);
  }
}

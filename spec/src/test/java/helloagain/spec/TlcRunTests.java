package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlcRunTests {
  @TempDir Path folder;

  @AfterEach
  void noFolderOfARunIsLeft() throws IOException {
    try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(temporary.filter(path -> path.getFileName().toString().startsWith("hello-again-")))
          .isEmpty();
    }
    assertThat(Path.of("states")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "Mill, Mill",
    "Clock, Clock",
    "MillSymmetric, MillPlain",
    "MillSymmetric, MillSymmetric",
  })
  void graphInThisJvmIsTheOneThatTlcFinds(String module, String config) throws Exception {
    List<TlcProgress> reports = Collections.synchronizedList(new ArrayList<>());
    TlcResult tlc = TlcRun.of(Toys.SOURCE, module, config).run(reports::add);
    try (SpecModel model = SpecModel.load(Toys.SOURCE, module, config)) {
      GraphSummary graph = model.explore();
      assertThat(tlc.verdict()).isEqualTo(TlcVerdict.HOLDS);
      assertThat(tlc.exitCode()).isZero();
      assertThat(tlc.violated()).isEmpty();
      assertThat(tlc.errorLines()).isEmpty();
      assertThat(tlc.version()).startsWith("TLC2 Version");
      assertThat(tlc.seconds()).isPositive();
      assertThat(graph.distinctStates()).isEqualTo(tlc.distinctStates()).isPositive();
      assertThat(graph.generatedStates()).isEqualTo(tlc.generatedStates());
      assertThat(graph.initialStates()).isEqualTo(tlc.initialStates());
      assertThat(graph.transitions()).isEqualTo(tlc.transitions());
      assertThat(graph.depth()).isEqualTo(tlc.depth());
      assertThat(graph.deadlocks()).isZero();
      assertThat(reports)
          .last()
          .satisfies(
              last -> assertThat(last.distinctStates()).isEqualTo(graph.distinctStates()),
              last -> assertThat(last.queuedStates()).isZero());
    }
  }

  @Test
  void constraintCountsTheSameInThisJvm() throws Exception {
    SpecSource source = Toys.millWith("CONSTRAINT StockIsLow");
    TlcResult tlc = TlcRun.of(source, "Mill", "Other").run();
    try (SpecModel model = SpecModel.load(source, "Mill", "Other")) {
      GraphSummary graph = model.explore();
      assertThat(graph.distinctStates()).isEqualTo(tlc.distinctStates());
      assertThat(graph.generatedStates()).isEqualTo(tlc.generatedStates());
      assertThat(graph.depth()).isEqualTo(tlc.depth());
      assertThat(graph.labelledEdges()).isLessThan(graph.transitions());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mill", "Clock"})
  void edgesOfEachActionAreThoseOfTheGraphInThisJvm(String toy) throws Exception {
    TlcResult tlc = TlcRun.of(Toys.SOURCE, toy, toy).run();
    try (SpecModel model = SpecModel.load(Toys.SOURCE, toy, toy)) {
      assertThat(tlc.actions()).containsExactlyInAnyOrderEntriesOf(edgesByAction(model));
      assertThat(tlc.actions().keySet()).containsExactlyElementsOf(model.actionNames());
    }
  }

  @Test
  void actionsOfOneDisjunctAreCountedTogether() throws Exception {
    TlcResult framed = TlcRun.of(Toys.millWith("CONSTANT Next <- Framed"), "Mill", "Other").run();
    Map<String, Long> alone = TlcRun.of(Toys.SOURCE, "Mill", "Mill").run().actions();
    assertThat(framed.actions())
        .containsOnlyKeys("Send or Arrive", "Refill", "Framed")
        .containsEntry("Send or Arrive", alone.get("Send") + alone.get("Arrive"))
        .containsEntry("Framed", alone.get("Rest"));
  }

  @Test
  void guardOfAnActionThatChangesNothingIsNoActionOfItsOwn() throws Exception {
    TlcResult idle = TlcRun.of(Toys.millWith("CONSTANT Rest <- Idle"), "Mill", "Other").run();
    assertThat(idle.actions()).containsOnlyKeys("Send", "Arrive", "Refill", "Idle");
  }

  @Test
  void actionThatIsNeverTakenIsCountedAsNone() throws Exception {
    SpecSource source =
        Toys.SOURCE.with("Other.cfg", "SPECIFICATION Spec\nCONSTANTS Millers = {\"ann\"} Most = 0");
    TlcResult tlc = TlcRun.of(source, "Mill", "Other").run();
    assertThat(tlc.actions()).containsEntry("Send", 0L).containsEntry("Arrive", 0L);
    assertThat(tlc.actions().values().stream().mapToLong(edges -> edges).sum())
        .isEqualTo(tlc.transitions())
        .isPositive();
  }

  @Test
  void violatedInvariantIsNamedWithItsTrace() throws Exception {
    TlcResult result = TlcRun.of(Toys.millWith("INVARIANT FewDone"), "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.INVARIANT);
    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.violated()).isEqualTo("FewDone");
    assertThat(result.errorLines()).containsExactly("Invariant FewDone is violated.");
    assertThat(result.counterexample()).hasSize(6);
    assertThat(result.counterexample().get(0)).startsWith("1: <Initial predicate>\n/\\ ");
  }

  @Test
  void invariantViolatedAtOnceIsNamed() throws Exception {
    TlcResult result = TlcRun.of(Toys.millWith("INVARIANT AllDone"), "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.INVARIANT);
    assertThat(result.violated()).isEqualTo("AllDone");
  }

  @Test
  void violatedPropertyOfStepsIsNamed() throws Exception {
    TlcResult result = TlcRun.of(Toys.millWith("PROPERTY StockOnlyShrinks"), "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PROPERTY);
    assertThat(result.exitCode()).isEqualTo(13);
    assertThat(result.violated()).isEqualTo("StockOnlyShrinks");
  }

  @Test
  void violatedPropertyOfBehavioursIsNamedIfItIsTheOnlyOne() throws Exception {
    SpecSource source =
        Toys.SOURCE.with(
            "Other.cfg",
            "SPECIFICATION Spec\nCONSTANTS Millers = {\"ann\"} Most = 1\nPROPERTY StockFillsAgain");
    TlcResult result = TlcRun.of(source, "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PROPERTY);
    assertThat(result.violated()).isEqualTo("StockFillsAgain");
    assertThat(result.counterexample()).last().asString().contains("Stuttering");
  }

  @Test
  void violatedRefinementIsNamedAfterTheProperty() throws Exception {
    TlcResult result = TlcRun.of(Toys.SOURCE, "Refined", "Refined").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PROPERTY);
    assertThat(result.violated()).isEqualTo("CountsUp");
  }

  @Test
  void deadlockIsFound() throws Exception {
    SpecSource source = Toys.millWith("CONSTANT Next <- Refill");
    TlcResult result = TlcRun.of(source, "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.DEADLOCK);
    assertThat(result.exitCode()).isEqualTo(11);
    assertThat(result.violated()).isEmpty();
    try (SpecModel model = SpecModel.load(source, "Mill", "Other")) {
      assertThat(model.explore().deadlocks()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'INIT Init NEXT Assured', ASSERTION, 14, x is too large",
    "'INIT Init NEXT Typo', EVALUATION, 75, Cannot cast",
    "'INIT Init NEXT Nix', CONFIGURATION, 151, Nix",
  })
  void otherFailuresAreToldApart(String config, TlcVerdict verdict, int exitCode, String text)
      throws Exception {
    TlcResult result = TlcRun.of(Toys.SOURCE.with("Other.cfg", config), "Count", "Other").run();
    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(String.join(" ", result.errorLines())).contains(text).doesNotContain("@!@!@");
  }

  @Test
  void falseAssumptionIsFound() throws Exception {
    SpecSource source =
        Toys.SOURCE.with(
            "Other.cfg", "INIT Init\nNEXT Next\nCONSTANTS Millers = {} Most = \"many\"\n");
    TlcResult result = TlcRun.of(source, "Mill", "Other").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.ASSUMPTION);
    assertThat(result.exitCode()).isEqualTo(10);
  }

  @Test
  void moduleThatDoesNotParseIsReportedWithItsPlace() throws Exception {
    SpecSource source =
        Toys.SOURCE
            .with("Broken.tla", "---- MODULE Broken ----\nVARIABLE x\nInit == x = y\n====\n")
            .with("Broken.cfg", "INIT Init\n");
    TlcResult result = TlcRun.of(source, "Broken", "Broken").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PARSE);
    assertThat(result.exitCode()).isEqualTo(150);
    assertThat(result.errorLines()).first().isEqualTo("Broken, line 3: Unknown operator: `y'.");
  }

  @Test
  void severalWorkersFindTheSameStates() throws Exception {
    TlcResult one = TlcRun.of(Toys.SOURCE, "Mill", "Mill").run();
    TlcResult two =
        TlcRun.of(Toys.SOURCE, "Mill", "Mill.cfg")
            .withWorkers(2)
            .withMemory(new TlcMemory(200, 0))
            .run();
    assertThat(two.distinctStates()).isEqualTo(one.distinctStates());
    assertThat(two.verdict()).isEqualTo(TlcVerdict.HOLDS);
  }

  @Test
  void unknownOptionIsAFailureWithTlcsOwnWords() throws Exception {
    TlcResult result = TlcRun.of(Toys.SOURCE, "Mill", "Mill").withOptions("-nonsense").run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.FAILURE);
    assertThat(String.join(" ", result.errorLines())).contains("-nonsense");
  }

  @Test
  void interruptedRunEndsTlcAndLeavesNothing() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                TlcRun.of(Toys.SOURCE, "Count", "Count").run();
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    runner.start();
    runner.interrupt();
    runner.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(runner.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void tlcEndsWhenTheProcessThatStartedItIsGone() throws Exception {
    Toys.SOURCE.writeTo(folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "helloagain.spec.internal.ChildGuard",
                "-metadir",
                folder.resolve("states").toString(),
                "Count")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    try {
      // What the death of this process would do.
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(254);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void fileThatIsNoJarIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("note.jar"), "not a jar");
    assertRefused(file, file + " is not a jar");
    assertRefused(folder.resolve("none.jar"), "there is no file " + folder.resolve("none.jar"));
  }

  @Test
  void jarWithoutTlcIsRefused() throws Exception {
    Path jar = jarWith("other/Thing.class");
    assertRefused(jar, jar + " does not hold TLC: it has no tlc2/TLC.class");
  }

  @Test
  void jarWithABrokenTlcIsRefused() throws Exception {
    Path jar = jarWith("tlc2/TLC.class");
    assertThatThrownBy(() -> TlcRun.of(Toys.SOURCE, "Mill", "Mill").withJar(jar).run())
        .isInstanceOf(NotTlcException.class)
        .hasMessageStartingWith(jar + " does not run as TLC: ");
  }

  @Test
  void missingModelIsRefused() {
    assertThatThrownBy(() -> TlcRun.of(Toys.SOURCE, "Mill", "Nix").run())
        .isInstanceOf(SpecException.class)
        .hasMessage("there is no file Nix.cfg");
  }

  @Test
  void onlyPropertyIsReadFromTheConfiguration() {
    assertThat(TlcRun.onlyProperty("INVARIANT A B\nPROPERTIES P \\* Q\nNEXT N")).isEqualTo("P");
    assertThat(TlcRun.onlyProperty("PROPERTY P\nPROPERTY Q")).isNull();
    assertThat(TlcRun.onlyProperty("\\* PROPERTY P\n(* PROPERTY Q *) INVARIANT A")).isNull();
  }

  private static void assertRefused(Path jar, String message) {
    assertThatThrownBy(() -> TlcRun.of(Toys.SOURCE, "Mill", "Mill").withJar(jar).run())
        .isInstanceOf(NotTlcException.class)
        .hasMessage(message);
  }

  private Path jarWith(String entry) throws IOException {
    Path jar = folder.resolve("some.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("no class".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return jar;
  }

  private static Map<String, Long> edgesByAction(SpecModel model) {
    Map<String, Long> edges = new HashMap<>();
    model.actionNames().forEach(action -> edges.put(action, 0L));
    Set<SpecState> seen = new HashSet<>(model.initialStates());
    Deque<SpecState> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (SpecStep step : model.successors(open.remove())) {
        edges.merge(step.action(), 1L, Long::sum);
        if (seen.add(step.target())) {
          open.add(step.target());
        }
      }
    }
    return edges;
  }
}

package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelLoadingTests {
  @Test
  void modelsOfDifferentSpecificationsLiveSideBySide() {
    try (SpecModel mill = Toys.mill();
        SpecModel clock = Toys.clock()) {
      long millAlone = mill.explore().distinctStates();
      long clockAlone = clock.explore().distinctStates();
      try (SpecModel otherMill = Toys.mill()) {
        assertThat(clock.explore().distinctStates()).isEqualTo(clockAlone);
        assertThat(otherMill.explore().distinctStates()).isEqualTo(millAlone);
        assertThat(mill.explore().distinctStates()).isEqualTo(millAlone);
        assertThat(mill.initialStates().get(0)).isNotEqualTo(otherMill.initialStates().get(0));
      }
    }
  }

  @Test
  void symmetryOfOneModelDoesNotReachAnother() {
    try (SpecModel plain = SpecModel.load(Toys.SOURCE, "MillSymmetric", "MillPlain")) {
      long before = plain.explore().distinctStates();
      try (SpecModel symmetric = SpecModel.load(Toys.SOURCE, "MillSymmetric", "MillSymmetric")) {
        assertThat(symmetric.explore().distinctStates()).isLessThan(before);
        assertThat(plain.explore().distinctStates()).isEqualTo(before);
      }
    }
  }

  @Test
  void modelValuesComeBackFromTlc() {
    try (SpecModel plain = SpecModel.load(Toys.SOURCE, "MillSymmetric", "MillPlain")) {
      TlaValue millers = plain.evaluate("Millers", List.of(), null);
      assertThat(millers.asSet().contains(new TlaModelValue("m1"))).isTrue();
      assertThat(plain.evaluate("Identity", List.of(millers), null)).isEqualTo(millers);
      SpecState state = plain.initialStates().get(0);
      assertThat(state.get("done")).isInstanceOf(TlaFunction.class);
      assertThat(plain.state(state.variables())).isEqualTo(state);
    }
  }

  @Test
  void loadingIsSilentAndLeavesNoFile() throws IOException {
    Set<Path> before = files();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream catcher = new PrintStream(seen, true, StandardCharsets.UTF_8);
    System.setOut(catcher);
    System.setErr(catcher);
    try (SpecModel mill = Toys.mill()) {
      mill.explore();
      assertThatThrownBy(() -> mill.evaluate("AllDone", List.of(), null))
          .isInstanceOf(SpecException.class);
      assertThatThrownBy(() -> SpecModel.load(Toys.SOURCE.with("Mill.cfg", "INIT"), "Mill", "Mill"))
          .isInstanceOf(SpecException.class);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(seen.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  /** The files of the current folder and our own in the temporary folder. */
  private static Set<Path> files() throws IOException {
    try (Stream<Path> here = Files.list(Path.of(""));
        Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Stream.concat(
              here,
              temporary.filter(path -> path.getFileName().toString().startsWith("hello-again-")))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void unknownOperatorIsReportedWithItsPlace() {
    SpecException error = loadingError("VARIABLE x\nInit == x = 0\nNext == x' = bar\n");
    assertThat(error).hasMessage("Broken, line 4: Unknown operator: `bar'.");
    assertThat(error.module()).isEqualTo("Broken");
    assertThat(error.line()).isEqualTo(4);
  }

  @Test
  void textThatDoesNotParseIsReportedWithItsPlace() {
    SpecException error = loadingError("VARIABLE x\nInit == x =\nNext == x' = 1\n");
    assertThat(error.getMessage())
        .startsWith("Broken, line 3: Was expecting \"Expression or Instance\" Encountered");
    assertThat(error.line()).isEqualTo(3);
  }

  @Test
  void missingModuleIsReported() {
    assertThat(loadingError("EXTENDS Nowhere\n"))
        .hasMessage(
            "Broken: Cannot find source file for module Nowhere imported in module Broken.");
  }

  @Test
  void errorInAnExtendedModuleIsReportedThere() {
    SpecSource source =
        Toys.SOURCE
            .with("Inner.tla", "---- MODULE Inner ----\nVARIABLE x\nInit == x = y\n====\n")
            .with("Outer.tla", "---- MODULE Outer ----\nEXTENDS Inner\n====\n")
            .with("Outer.cfg", "INIT Init\n");
    SpecException error =
        catchThrowableOfType(SpecException.class, () -> SpecModel.load(source, "Outer", "Outer"));
    assertThat(error).hasMessage("Inner, line 3: Unknown operator: `y'.");
  }

  @Test
  void configurationThatDoesNotFitIsReported() {
    assertThatThrownBy(() -> SpecModel.load(Toys.millWith("INVARIANT Nix"), "Mill", "Other"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Mill with Other.cfg: The invariant Nix")
        .hasMessageContaining("is not defined");
  }

  @Test
  void falseAssumptionIsReported() {
    SpecSource source =
        Toys.SOURCE.with(
            "Other.cfg", "INIT Init\nNEXT Next\nCONSTANTS Millers = {} Most = \"many\"\n");
    assertThatThrownBy(() -> SpecModel.load(source, "Mill", "Other"))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void missingFilesAreReported() {
    assertThatThrownBy(() -> SpecModel.load(Toys.SOURCE, "Mill", "Nix.cfg"))
        .isInstanceOf(SpecException.class)
        .hasMessage("there is no file Nix.cfg");
    assertThatThrownBy(() -> SpecModel.load(Toys.SOURCE, "Nix", "Mill"))
        .isInstanceOf(SpecException.class)
        .hasMessage("there is no file Nix.tla");
  }

  private static SpecException loadingError(String body) {
    SpecSource source =
        Toys.SOURCE
            .with("Broken.tla", "---- MODULE Broken ----\n" + body + "====\n")
            .with("Broken.cfg", "INIT Init\nNEXT Next\n");
    return catchThrowableOfType(
        SpecException.class, () -> SpecModel.load(source, "Broken", "Broken"));
  }
}

package helloagain.workbench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello vectors verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Verifies the published vectors.",
    description = {
      "",
      "Each file must be what the graphs of the worlds give, and take all of their edges. The"
          + " reference must conform to every vector, as each of the peers that it is for. Each"
          + " reference that is broken on purpose must fail one, or have a reason in"
          + " vectors/survivors.csv why none can tell it. The vectors about each root cause of real"
          + " defects are counted; one without any has a reason in spec/patterns.csv. The file of"
          + " private keys must be what the pool of keys gives.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello vectors verify client-octets server-octets",
      "  hello vectors verify --json"
    })
final class VectorsVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "these files, keys among them; default: all. Broken references are judged only where all files of single"
              + " faults are among them")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the folder of the files; default: vectors")
  private @Nullable Path dir;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    long start = System.nanoTime();
    VectorVerification verification =
        VectorVerification.of(
            VectorsCommand.folder(dir),
            VectorsCommand.sourcesBesideKeys(names),
            VectorsCommand.takesKeys(names));
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? VerificationReport.json(verification, seconds)
            : VerificationReport.text(verification, seconds));
    out.flush();
    return (verification.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }
}

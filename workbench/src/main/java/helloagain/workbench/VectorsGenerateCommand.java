package helloagain.workbench;

import helloagain.vectors.KeyFile;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello vectors generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Writes the vectors anew from the graphs of the worlds.",
    description = {
      "",
      "The same graphs give the same files. With pairs of faults it takes some minutes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello vectors generate server-faults",
      "  hello vectors generate --dir mine"
    })
final class VectorsGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "these files, keys among them; default: all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the folder to write to; default: vectors")
  private @Nullable Path dir;

  @Override
  public Integer call() throws IOException {
    Path folder = VectorsCommand.folder(dir);
    if (!Files.isDirectory(folder)) {
      throw UserError.unusable("there is no folder " + folder);
    }
    Map<Path, byte[]> files = new LinkedHashMap<>();
    PrintWriter out = spec.commandLine().getOut();
    Map<VectorSource, Set<String>> ids = new EnumMap<>(VectorSource.class);
    for (VectorSource source : VectorsCommand.sourcesBesideKeys(names)) {
      VectorFiles.Made made =
          VectorFiles.make(
              source,
              single -> ids.computeIfAbsent(single, any -> any.make().set().vectors().keySet()));
      ids.put(source, made.set().vectors().keySet());
      Path file = VectorStore.file(folder, source);
      byte[] octets = VectorStore.octets(file, made.text());
      files.put(file, octets);
      out.printf(
          "%-24s %,7d vectors, %,7d of %,7d edges, %,9d octets%n",
          file.getFileName(),
          made.set().vectors().size(),
          made.whole().taken(made.whole().set().vectors().keySet()),
          made.whole().edges(),
          octets.length);
    }
    if (VectorsCommand.takesKeys(names)) {
      Path file = KeyFile.in(folder);
      byte[] octets = VectorStore.octets(file, KeyFile.text());
      files.put(file, octets);
      out.printf(
          "%-24s %,7d private keys, %,9d octets%n",
          file.getFileName(), KeyFile.keys().size(), octets.length);
    }
    WholeFiles.writeOctets(files);
    out.flush();
    return ExitCode.HOLDS.code();
  }
}

package helloagain.workbench;

import helloagain.vectors.KeyFile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code hello vectors}. */
@Command(
    name = "vectors",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Makes, shows and verifies the conformance vectors.",
    description = {
      "",
      "The vectors are the edges of the bounded worlds, lifted to conversations with any TLS 1.3"
          + " client or server; vectors/README.md tells their format.",
      ""
    },
    subcommands = {
      VectorsGenerateCommand.class,
      VectorsListCommand.class,
      VectorsShowCommand.class,
      VectorsVerifyCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  hello vectors list server-faults",
      "  hello vectors show c0061c2511116",
      "  hello vectors verify --json",
      "  hello vectors generate"
    })
final class VectorsCommand implements Callable<Integer> {
  /** The folder of the published files in the source tree. */
  static final String FOLDER = "vectors";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: generate, list, show or verify");
  }

  /** Returns the folder of the published files, unless another is named. */
  static Path folder(@Nullable Path named) {
    if (named != null) {
      return named;
    }
    Path folder = SourceTree.file(FOLDER + "/vectors.schema.json").getParent();
    return folder == null ? Path.of(FOLDER) : folder;
  }

  /** Reads a published file. */
  static VectorSet read(Path folder, VectorSource source) {
    Path file = VectorStore.file(folder, source);
    if (!Files.isRegularFile(file)) {
      throw UserError.unusable("there is no file " + file + "; 'hello vectors generate' makes it");
    }
    try {
      return VectorStore.read(file);
    } catch (VectorStore.UnusableException e) {
      throw UserError.unusable(Failures.oneLine(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw UserError.failed("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Returns the vectors that come along with the command, or those of pairs from their file. */
  static VectorSet known(VectorSource source) {
    return source.isOfPairs() ? read(folder(null), source) : VectorStore.packaged(source);
  }

  /** Tells whether the file of private keys is named, or no file is. */
  static boolean takesKeys(List<String> names) {
    return names.isEmpty() || names.contains(KeyFile.TITLE);
  }

  /** Finds the sources that are named beside the file of private keys; all if nothing is named. */
  static List<VectorSource> sourcesBesideKeys(List<String> names) {
    List<String> sources = names.stream().filter(name -> !name.equals(KeyFile.TITLE)).toList();
    return sources.isEmpty() && !names.isEmpty() ? List.of() : sources(sources);
  }

  /** Finds the sources that are named; all if none is. */
  static List<VectorSource> sources(List<String> names) {
    if (names.isEmpty()) {
      return Arrays.asList(VectorSource.values());
    }
    return List.copyOf(
        names.stream()
            .map(
                name ->
                    VectorSource.titled(name)
                        .orElseThrow(
                            () ->
                                UserError.unusable(
                                    "there are no vectors "
                                        + name
                                        + "; there are "
                                        + Arrays.stream(VectorSource.values())
                                            .map(VectorSource::title)
                                            .collect(Collectors.joining(", ")))))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}

package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs TLC as a person starts it, with nothing of this project around it: what a run costs here is
 * measured against that.
 */
public final class BareTlc {
  private BareTlc() {}

  /**
   * Runs TLC to its end, with the options of {@link TlcRun}.
   *
   * @param options options of the JVM, such as that of its collector
   * @return how many seconds it took, with the start of the JVM
   * @throws SpecException if TLC does not say that everything holds
   */
  public static double seconds(TlcRun run, List<String> options) throws InterruptedException {
    Path folder = TempFolders.create();
    try {
      Path modules = Files.createDirectory(folder.resolve("modules"));
      Files.createDirectory(folder.resolve("tmp"));
      run.source().writeTo(modules);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
      command.addAll(List.of("-cp", run.jar().toAbsolutePath().toString(), "tlc2.TLC"));
      command.addAll(List.of("-workers", Integer.toString(run.workers()), "-fp", "0"));
      command.addAll(List.of("-checkpoint", "0", "-lncheck", "final"));
      command.addAll(List.of("-metadir", folder.resolve("states").toString()));
      command.addAll(List.of("-config", run.config() + ".cfg", run.module()));
      long start = System.nanoTime();
      Path output = folder.resolve("output");
      Process process =
          new ProcessBuilder(command)
              .directory(modules.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
          throw new SpecException(
              "TLC ends with "
                  + code
                  + ": "
                  + Files.readString(output, StandardCharsets.UTF_8).strip());
        }
        return seconds;
      } finally {
        process.destroyForcibly().onExit().join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFolders.remove(folder);
    }
  }
}

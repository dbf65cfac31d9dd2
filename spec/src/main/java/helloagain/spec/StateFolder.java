package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the states of one run of TLC and says what run it is: a checkpoint of another specification
 * would be read without a complaint.
 */
final class StateFolder {
  private static final String IDENTITY = "run";
  private static final String STATES = "states";
  private static final String CHECKPOINT = ".chkpt";
  private static final int MEGABYTE = 1 << 20;

  private final TlcStates states;
  private final Optional<Path> checkpoint;

  private StateFolder(TlcStates states, Optional<Path> checkpoint) {
    this.states = states;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens the folder of a run.
   *
   * @param identity what has to be the same in the run that is resumed
   * @throws SpecException if there is nothing to be resumed, it is of another run, or states are
   *     there that would be lost
   */
  static StateFolder open(TlcStates states, String identity) throws IOException {
    Path folder = states.folder();
    Path note = folder.resolve(IDENTITY);
    String digest = digest(identity);
    if (!states.resumes()) {
      if (Files.exists(note)) {
        throw new SpecException(
            folder + " has states of a run that has not ended; resume it, or remove the folder");
      }
      Files.createDirectories(folder.resolve(STATES));
      Files.writeString(note, digest);
      return new StateFolder(states, Optional.empty());
    }
    if (!Files.exists(note)) {
      throw new SpecException("there is nothing to resume in " + folder);
    }
    if (!Files.readString(note).equals(digest)) {
      throw new SpecException(
          folder + " has states of another specification or TLC; remove the folder and start anew");
    }
    Optional<Path> last = lastCheckpoint(folder.resolve(STATES));
    if (last.isEmpty()) {
      throw new SpecException(folder + " has no checkpoint yet; remove the folder and start anew");
    }
    return new StateFolder(states, last);
  }

  private static String digest(String identity) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** TLC names the folder of each run by the time of its start. */
  private static Optional<Path> lastCheckpoint(Path folder) throws IOException {
    try (Stream<Path> runs = Files.list(folder)) {
      List<Path> newestFirst = runs.sorted(Comparator.<Path>reverseOrder()).toList();
      for (Path run : newestFirst) {
        try (Stream<Path> files = Files.list(run)) {
          if (files.anyMatch(file -> file.toString().endsWith(CHECKPOINT))) {
            return Optional.of(run.toAbsolutePath());
          }
        }
      }
      return Optional.empty();
    }
  }

  /** Returns the options of TLC. */
  List<String> options() {
    return checkpoint
        .map(run -> List.of("-recover", run.toString()))
        .orElseGet(
            () -> List.of("-metadir", states.folder().resolve(STATES).toAbsolutePath().toString()));
  }

  /** Returns the option of the JVM that lets TLC make checkpoints. */
  String checkpoints() {
    return "-Dtlc2.TLCGlobals.chkpt=" + states.checkpoints().toMillis();
  }

  /**
   * Holds the folder to its bound.
   *
   * @throws SpecException if it has grown beyond
   */
  void hold() {
    long octets = octets();
    if (octets > states.mostMegabytes() * MEGABYTE) {
      throw new SpecException(
          states.folder()
              + " has grown beyond "
              + states.mostMegabytes()
              + " MB; give it more room and resume");
    }
  }

  private long octets() {
    try (Stream<Path> files = Files.walk(states.folder())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      // TLC renames and removes files meanwhile; the next look tells.
      return 0;
    }
  }

  /** Removes it, for the run has an answer. */
  void remove() {
    TempFolders.remove(states.folder());
  }
}

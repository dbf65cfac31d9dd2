package helloagain.peers;

import helloagain.message.Bytes;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.transcript.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what both peers of a run have to know, and keeps it in files for those that are programs.
 * The files are readable for their owner alone, and are removed in the end.
 */
public final class Materials implements AutoCloseable {
  /** The name that certificates are made for, and that clients ask for. */
  static final String NAME = "localhost";

  /** What a client sends: one line, for programs read lines. */
  static final String REQUEST = "hello peers";

  /** What the reference answers to a client. */
  static final String ANSWER = "hello again";

  /** What a client sends before it knows that nobody reads it. */
  static final String EARLY = "hello early";

  /** The label of the keying material that both peers export. */
  static final String LABEL = "EXPERIMENTAL-hello";

  /** How many octets of it they export. */
  static final int EXPORTED = 32;

  static final String PSK_IDENTITY = "hello";

  /** An external PSK with SHA-256, which all stacks take it for (RFC 8446, 4.2.11). */
  static final PreSharedKey PSK =
      new PreSharedKey(
          Bytes.of(PSK_IDENTITY.getBytes(StandardCharsets.US_ASCII)),
          Bytes.repeat(0x5a, 32),
          HashAlgorithm.SHA256,
          PskKind.EXTERNAL,
          Optional.empty());

  private final Identity reference = Identity.make(NAME, 1);
  private final Identity peer = Identity.make(NAME, 2);
  private final Path folder;
  private final Map<String, Path> made = new HashMap<>();

  private Materials(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes keys and files.
   *
   * @throws IOException if no file can be written
   */
  public static Materials make() throws IOException {
    Materials materials = new Materials(Files.createTempDirectory("hello-peers"));
    materials.write("reference.crt", materials.reference.certificatePem());
    materials.write("peer.crt", materials.peer.certificatePem());
    materials.write("peer.key", materials.peer.keyPem());
    materials.write("psk.txt", PSK_IDENTITY + ":" + PSK.key().hex() + "\n");
    materials.write("early.txt", EARLY + "\n");
    materials.write("request.txt", REQUEST + "\n");
    return materials;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Materials.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program " + name + " is not in the jar of the command");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The folder is the owner's alone (a temporary directory is made so), so its files are. */
  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Returns what the reference proves itself with. */
  public Identity reference() {
    return reference;
  }

  /** Returns what the other peer proves itself with. */
  Identity peer() {
    return peer;
  }

  /**
   * Returns the path of a file: peer.crt, peer.key, reference.crt, psk.txt, early.txt, request.txt.
   * Others may be made.
   */
  String file(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * Writes a program of the jar of this command to a file, once, and returns its path.
   *
   * @throws IOException if it cannot be written
   */
  synchronized String script(String name) throws IOException {
    Path script = folder.resolve(name);
    if (!Files.exists(script)) {
      write(name, resource(name));
    }
    return script.toString();
  }

  /** Makes what a stack needs. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes it.
     *
     * @param folder an empty folder for it
     * @throws IOException if it cannot be made
     */
    void make(Path folder) throws IOException;
  }

  /**
   * Has something made in a folder of its own, once, and returns the path of the folder.
   *
   * @throws IOException if it cannot be made
   */
  synchronized Path made(String name, Maker maker) throws IOException {
    Path known = made.get(name);
    if (known != null) {
      return known;
    }
    // What was left of an attempt that failed would be in the way of the next one.
    Path own = Files.createTempDirectory(folder, name);
    maker.make(own);
    made.put(name, own);
    return own;
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}

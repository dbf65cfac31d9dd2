package helloagain.refinement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps traces in files, and makes traces of files.
 *
 * <p>A trace file is a JSON object. Octets are strings of two hexadecimal digits each; code points
 * go by their registered names, such as {@code x25519}, or by a code, such as {@code 0x0a0a}; rules
 * go by their ids, such as {@code HRR-07}.
 *
 * <pre>{@code
 * {
 *   "format": "hello-again-trace/1",
 *   "comment": "a line for people",
 *   "profile": "rfc8446",
 *   "client": {
 *     "groups": ["x25519", "secp256r1"],
 *     "shared": ["x25519"],
 *     "suites": ["TLS_AES_128_GCM_SHA256"],
 *     "versions": ["TLS 1.3"],
 *     "sessionId": "",
 *     "extras": [{"type": "record_size_limit", "body": "4001"}],
 *     "padTo": 0,
 *     "unenforced": ["HRR-07"]
 *   },
 *   "server": {
 *     "groups": ["secp256r1"],
 *     "suites": ["TLS_AES_128_GCM_SHA256"],
 *     "take": "shared",
 *     "cookie": "c0c0",
 *     "unenforced": []
 *   },
 *   "moves": [
 *     {"move": "ClientStarts"},
 *     {"move": "ClientReads"},
 *     {"move": "ServerReads"},
 *     {"move": "ServerSends", "handshake": "0200..."},
 *     {"move": "ServerSends", "alert": {"level": 2, "description": "handshake_failure"}},
 *     {"move": "ClientSends", "close": true}
 *   ]
 * }
 * }</pre>
 *
 * <p>A peer that is {@code null} or absent is hostile; one of the two is not. {@code comment},
 * {@code profile} (then it is rfc8446; the other is rfc9846), {@code sessionId}, {@code extras},
 * {@code padTo}, {@code cookie} and {@code unenforced} may be absent and then are empty, 0 or none;
 * every other field has to be there, and no further one. {@code take} is {@code shared} or {@code
 * preferred}. The other fields are those of {@link ClientSetup}, {@link ServerSetup}, {@link Move}
 * and {@link Payload}.
 *
 * <p>A trace of format {@code hello-again-trace/2} is one of a whole handshake. One of its peers is
 * hostile; what the other brought to its flight stands in the field {@code flight}, a {@link
 * FlightSetup}. Its moves may be {@link Move.OfFlight} as well, and carry {@code "data":
 * "application"} or {@code "early"}.
 */
public final class TraceFile {
  /** The value of the field {@code format} where a trace ends with ServerHello. */
  public static final String FORMAT = "hello-again-trace/1";

  /** The value of the field {@code format} where a trace has a flight. */
  public static final String WHOLE_FORMAT = "hello-again-trace/2";

  /** The octets that a trace file has at most. */
  public static final int LIMIT = 16 * 1024 * 1024;

  private static final String A_TRACE = "a trace file";

  private TraceFile() {}

  /**
   * Holds a trace together with where its moves stand.
   *
   * @param trace the trace
   * @param lines the line of each move in the text, from 1
   */
  public record Located(Trace trace, List<Integer> lines) {
    /** Copies the list. */
    public Located {
      lines = List.copyOf(lines);
    }

    /** Returns the line of a step of the run, counted from 1; nothing for what is no move. */
    public Optional<Integer> lineOf(int step) {
      return step < 1 || step > lines.size() ? Optional.empty() : Optional.of(lines.get(step - 1));
    }
  }

  /**
   * Reads a file.
   *
   * @throws TraceFormatException if it cannot be read or holds no trace
   */
  public static Trace read(Path file) {
    return readLocated(file).trace();
  }

  /**
   * Reads a file, with the places of the moves.
   *
   * @throws TraceFormatException if it cannot be read or holds no trace
   */
  public static Located readLocated(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new TraceFormatException(name, "this is a directory", A_TRACE);
    }
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(LIMIT + 1);
    } catch (NoSuchFileException e) {
      throw new TraceFormatException(name, "there is no such file", A_TRACE);
    } catch (IOException e) {
      throw new TraceFormatException(name, "it cannot be read", "a file that can be read");
    }
    if (octets.length > LIMIT) {
      throw tooLarge(name);
    }
    try {
      return parseLocated(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString(), name);
    } catch (CharacterCodingException e) {
      throw new TraceFormatException(name, "it is no text in UTF-8", A_TRACE);
    }
  }

  /**
   * Reads a text.
   *
   * @param name the name of the file, for complaints
   * @throws TraceFormatException if it holds no trace
   */
  public static Trace parse(String text, String name) {
    return parseLocated(text, name).trace();
  }

  private static Located parseLocated(String text, String name) {
    if (text.length() > LIMIT) {
      throw tooLarge(name);
    }
    // Some editors put a byte order mark before a text.
    JsonTree tree = JsonReader.parse(text.startsWith("\ufeff") ? text.substring(1) : text, name);
    return new Located(TraceReader.trace(tree), TraceReader.linesOfMoves(tree));
  }

  /**
   * Writes a file as a whole or not at all; one of that name is replaced.
   *
   * @throws IllegalArgumentException if a file cannot hold the trace, see {@link #toJson}
   */
  public static void write(Path file, Trace trace) throws IOException {
    String json = toJson(trace);
    // Not a temporary file of the system, which nobody else could read.
    Path next = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".next");
    try {
      Files.writeString(next, json, StandardOpenOption.CREATE_NEW);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /**
   * Returns the text of a trace, in ASCII and with an end of line. {@link #parse} makes the very
   * same trace of it.
   *
   * @throws IllegalArgumentException if no text does: a setup is one that no peer can have, or an
   *     extra is not in the form in which a ClientHello is read
   */
  public static String toJson(Trace trace) {
    String json = TraceWriter.json(trace);
    Trace again;
    try {
      again = parse(json, "trace");
    } catch (TraceFormatException e) {
      throw new IllegalArgumentException("no file holds this trace: " + e.getMessage(), e);
    }
    if (!again.equals(trace)) {
      throw new IllegalArgumentException("no file holds this trace: it comes back as " + again);
    }
    return json;
  }

  private static TraceFormatException tooLarge(String name) {
    return new TraceFormatException(
        name, "it has more than " + LIMIT + " octets", "a trace file below that");
  }
}

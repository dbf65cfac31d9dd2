package helloagain.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Keeps published files in a folder. The large ones are compressed. */
public final class VectorStore {
  private static final String SCHEMA = "vectors.schema.json";

  private VectorStore() {}

  /** Says in one line what is wrong with a file. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String line) {
      super(line);
    }
  }

  /** Returns the file of a source. */
  public static Path file(Path folder, VectorSource source) {
    return folder.resolve(name(source));
  }

  private static String name(VectorSource source) {
    return source.title() + (source.isLarge() ? ".json.gz" : ".json");
  }

  /**
   * Returns the vectors of a source as they come along with this class.
   *
   * @throws IllegalArgumentException if they are pairs, which do not
   */
  public static VectorSet packaged(VectorSource source) {
    String name = name(source);
    try (InputStream in = VectorStore.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name + " does not come along");
      }
      return VectorReader.read(
          JsonMapper.builder().build().readTree(text(in.readAllBytes(), isCompressed(name))));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  /** Returns what is written to a file of that name. */
  public static byte[] octets(Path file, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (!isCompressed(file.toString())) {
      return octets;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return compressed.toByteArray();
  }

  private static boolean isCompressed(String name) {
    return name.endsWith(".gz");
  }

  /**
   * Returns the text of a file.
   *
   * @throws IOException if it cannot be read
   */
  public static String text(Path file) throws IOException {
    return text(Files.readAllBytes(file), isCompressed(file.toString()));
  }

  private static String text(byte[] octets, boolean isCompressed) throws IOException {
    if (!isCompressed) {
      return new String(octets, StandardCharsets.UTF_8);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws UnusableException if it has not the form of the schema, or names what it does not have
   */
  public static VectorSet read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JsonMapper.builder().build().readTree(text(file));
    } catch (JsonProcessingException e) {
      throw new UnusableException(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ": no JSON, "
              + e.getOriginalMessage()
              + "; take the published file");
    }
    Set<ValidationMessage> complaints = schema().validate(root);
    if (!complaints.isEmpty()) {
      ValidationMessage first =
          complaints.stream()
              .min(
                  Comparator.comparingInt(
                      (ValidationMessage one) -> -one.getInstanceLocation().getNameCount()))
              .orElseThrow();
      throw new UnusableException(file + ": " + first.getMessage() + "; see " + SCHEMA);
    }
    VectorSet set = VectorReader.read(root);
    set.missing()
        .ifPresent(
            id -> {
              throw new UnusableException(file + ": there is no " + id + ", which a test names");
            });
    return set;
  }

  private static JsonSchema schema() {
    try (InputStream in =
        Objects.requireNonNull(VectorStore.class.getResourceAsStream(SCHEMA), SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + SCHEMA, e);
    }
  }
}

package helloagain.wire;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads one structure from front to back and knows its place in the whole input. It lives within
 * one decoding; only there is anything mutable.
 */
final class ByteReader {
  /** Reads one element of a vector or one structure. */
  @FunctionalInterface
  interface Structure<T> {
    T read(ByteReader reader) throws MalformedInput;
  }

  private final Bytes input;
  private final String path;
  private final int end;
  private int at;

  private ByteReader(Bytes input, String path, int at, int end) {
    this.input = input;
    this.path = path;
    this.at = at;
    this.end = end;
  }

  /** Reads all of the input with {@code structure}, or tells why that cannot be done. */
  static <T> Decoded<T> decode(Bytes input, String path, Structure<T> structure) {
    try {
      return new Decoded.Ok<>(new ByteReader(input, path, 0, input.size()).whole(structure));
    } catch (MalformedInput malformed) {
      return new Decoded.Malformed<>(malformed.failure());
    }
  }

  /** Returns the offset of the next octet in the whole input. */
  int offset() {
    return at;
  }

  /** Returns the number of octets not yet read. */
  int left() {
    return end - at;
  }

  private ByteReader renamed(String newPath) {
    return new ByteReader(input, newPath, at, end);
  }

  /** Reads an unsigned number of up to four octets. */
  long number(String field, int octets) throws MalformedInput {
    require(field, octets);
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | input.at(at++);
    }
    return value;
  }

  /** Reads a code point of {@code octets} octets. */
  <T> T code(String field, int octets, IntFunction<T> codePoint) throws MalformedInput {
    return codePoint.apply((int) number(field, octets));
  }

  /** Reads so many octets. */
  Bytes octets(String field, int length) throws MalformedInput {
    require(field, length);
    at += length;
    return input.slice(at - length, at);
  }

  /** Returns the octets read since an earlier offset. */
  Bytes since(int start) {
    return input.slice(start, at);
  }

  /** Reads the octets not yet read. */
  Bytes rest() {
    Bytes rest = input.slice(at, end);
    at = end;
    return rest;
  }

  /** Reads the length field of a vector and returns a reader of its content. */
  ByteReader vector(VectorForm form) throws MalformedInput {
    int start = at;
    int length = (int) number(form.name(), form.lengthOctets());
    if (!form.admits(length)) {
      throw failure(start, form.name(), form.complaint(length));
    }
    if (length > left()) {
      throw failure(start, form.name(), "octets needed: " + length + ", left: " + left());
    }
    at += length;
    return new ByteReader(input, path + "." + form.name(), at - length, at);
  }

  /** Reads a vector of octets. */
  Bytes vectorOctets(VectorForm form) throws MalformedInput {
    return vector(form).rest();
  }

  /** Reads a vector of code points, each of {@code form.unit()} octets. */
  <T> List<T> vectorCodes(VectorForm form, IntFunction<T> codePoint) throws MalformedInput {
    ByteReader content = vector(form);
    List<T> elements = new ArrayList<>(content.left() / form.unit());
    while (content.left() > 0) {
      elements.add(content.code("", form.unit(), codePoint));
    }
    return elements;
  }

  /** Reads a vector of structures. */
  <T> List<T> vectorOf(VectorForm form, Structure<T> structure) throws MalformedInput {
    ByteReader content = vector(form);
    List<T> elements = new ArrayList<>();
    while (content.left() > 0) {
      elements.add(content.under(content.path + "[" + elements.size() + "]", structure));
    }
    return elements;
  }

  /** Reads one structure that takes all octets not yet read, under another path. */
  <T> T remainder(String newPath, Structure<T> structure) throws MalformedInput {
    T value = renamed(newPath).whole(structure);
    at = end;
    return value;
  }

  /** Reads a structure that is a field of this one. */
  <T> T field(String field, Structure<T> structure) throws MalformedInput {
    return under(path + "." + field, structure);
  }

  /** Reads a vector that holds one structure and nothing after it, under a name of its own. */
  <T> T vectorHolding(VectorForm form, String name, Structure<T> structure) throws MalformedInput {
    return vector(form).renamed(path + "." + name).whole(structure);
  }

  /** Makes a decode failure at a field of this structure. */
  MalformedInput failure(int offset, String field, String reason) {
    return new MalformedInput(
        new DecodeFailure(offset, path + "." + field, AlertDescription.DECODE_ERROR, reason));
  }

  private <T> T under(String newPath, Structure<T> structure) throws MalformedInput {
    ByteReader inner = renamed(newPath);
    T value = structure.read(inner);
    at = inner.at;
    return value;
  }

  private <T> T whole(Structure<T> structure) throws MalformedInput {
    T value = structure.read(this);
    if (left() > 0) {
      throw new MalformedInput(
          new DecodeFailure(
              at, path, AlertDescription.DECODE_ERROR, "octets left over: " + left()));
    }
    return value;
  }

  private void require(String field, int octets) throws MalformedInput {
    if (octets > left()) {
      throw failure(at, field, "octets needed: " + octets + ", left: " + left());
    }
  }
}

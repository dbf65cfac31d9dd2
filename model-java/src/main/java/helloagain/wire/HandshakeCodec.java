package helloagain.wire;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtectedMessage;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.rule.Profile;
import helloagain.wire.ByteReader.Structure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes and reads handshake messages with their header (RFC 8446, 4).
 *
 * <p>{@code encode(decode(b))} is {@code b} for every well-formed {@code b}, and {@code
 * decode(encode(m))} is {@code m} for every message whose extensions stand where 4.2 gives them
 * their structure. An extension that stands elsewhere, and an opaque one of a type that has a
 * structure there, is written as it is, which is how a faulty hello is made.
 *
 * <p>Who awaits a hello cannot yet know what follows it, and a message that is not awaited is
 * unexpected whatever its body (4): so {@link #decode} looks into hellos only and leaves every
 * other body unread, as an {@link OtherHandshake}. Whoever awaits the message that it is asks
 * {@link #decodeDue} to read the body. A {@code decode_error} is thus never sent for a message out
 * of turn, and the length of a Finished, which is the hash's, is known when it is needed.
 *
 * <p>The floors of the extension blocks (8 octets in a ClientHello, 6 in a server's hello) are
 * those of TLS 1.3 hellos. A hello of an older version may have a shorter block or none at all, and
 * is told by the absence of {@code supported_versions}; a HelloRetryRequest is never older.
 */
public final class HandshakeCodec {
  private static final int HEADER_LENGTH = 4;
  private static final int RANDOM_LENGTH = 32;
  private static final int LENGTH_LIMIT = 0xff_ffff;

  private static final VectorForm SESSION_ID = VectorForm.of("legacy_session_id", 0, 32);
  private static final VectorForm SESSION_ID_ECHO = VectorForm.of("legacy_session_id_echo", 0, 32);
  private static final VectorForm CIPHER_SUITES = VectorForm.ofPairs("cipher_suites", 2, 0xfffe);
  private static final VectorForm COMPRESSION_METHODS =
      VectorForm.of("legacy_compression_methods", 1, 0xff);
  private static final VectorForm CLIENT_EXTENSIONS = VectorForm.of("extensions", 8, 0xffff);
  // The revision admits supported_versions with a single version and nothing else.
  private static final VectorForm REVISED_CLIENT_EXTENSIONS =
      VectorForm.of("extensions", 7, 0xffff);
  private static final VectorForm SERVER_EXTENSIONS = VectorForm.of("extensions", 6, 0xffff);
  private static final VectorForm ANY_EXTENSIONS = VectorForm.of("extensions", 0, 0xffff);

  private HandshakeCodec() {}

  /** Does as {@link #encode(HandshakeMessage, Profile)} with RFC 8446. */
  public static Bytes encode(HandshakeMessage message) {
    return encode(message, Profile.RFC8446);
  }

  /**
   * Writes a message with its header of 4 octets.
   *
   * @throws IllegalArgumentException if a vector is too short or too long for the grammar
   */
  public static Bytes encode(HandshakeMessage message, Profile profile) {
    if (message instanceof ClientHello hello) {
      return frame(HandshakeType.CLIENT_HELLO, clientHello(hello, profile));
    }
    if (message instanceof ServerReply reply) {
      return frame(HandshakeType.SERVER_HELLO, serverReply(reply));
    }
    if (message instanceof ProtectedMessage inner) {
      return frame(inner.type(), ProtectedCodec.encode(inner, profile));
    }
    OtherHandshake other = (OtherHandshake) message;
    return frame(other.type(), other.body());
  }

  /**
   * Puts a header before any body.
   *
   * @throws IllegalArgumentException if the body is longer than 2^24-1 octets
   */
  public static Bytes frame(HandshakeType type, Bytes body) {
    if (body.size() > LENGTH_LIMIT) {
      throw new IllegalArgumentException("length: " + body.size() + " is above 2^24-1");
    }
    return Bytes.concat(
        Numbers.encode(type.code(), 1), Numbers.encode(body.size(), HEADER_LENGTH - 1), body);
  }

  /**
   * Writes a ClientHello with its header but without its list of binders and the length of that
   * list, all other lengths as in the whole message (4.2.11.2).
   *
   * @throws IllegalArgumentException if {@code pre_shared_key} is not the last extension, or as
   *     {@link #encode(HandshakeMessage)} does
   */
  public static Bytes truncate(ClientHello hello) {
    List<Extension> extensions = hello.extensions();
    if (extensions.isEmpty()
        || !(extensions.get(extensions.size() - 1) instanceof OfferedPsks offer)) {
      throw new IllegalArgumentException("pre_shared_key is not the last extension");
    }
    Bytes whole = encode(hello);
    return whole.slice(0, whole.size() - ExtensionCodec.binders(offer).size());
  }

  /** Does as {@link #decode(Bytes, Profile)} with RFC 8446. */
  public static Decoded<HandshakeMessage> decode(Bytes message) {
    return decode(message, Profile.RFC8446);
  }

  /**
   * Reads exactly one message with its header, the body only of a hello; every failure is a {@code
   * decode_error} (6).
   *
   * @param message the header of 4 octets and the body
   */
  public static Decoded<HandshakeMessage> decode(Bytes message, Profile profile) {
    return ByteReader.decode(
        message, "handshake", reader -> handshake(reader, profile, type -> Optional.empty()));
  }

  /**
   * Reads exactly one message with its header and its body, whatever its type; every failure is a
   * {@code decode_error} (6). A message of a type that has no record stays an {@link
   * OtherHandshake}.
   *
   * @param message the header of 4 octets and the body
   * @param hashLength the octets in a hash of the selected suite, which a Finished has
   */
  public static Decoded<HandshakeMessage> decodeDue(
      Bytes message, Profile profile, int hashLength) {
    return ByteReader.decode(
        message,
        "handshake",
        reader -> handshake(reader, profile, type -> ProtectedCodec.of(type, profile, hashLength)));
  }

  /*
   * struct {
   *   HandshakeType msg_type;
   *   uint24 length;
   *   body
   * } Handshake;
   */
  private static HandshakeMessage handshake(
      ByteReader reader,
      Profile profile,
      Function<HandshakeType, Optional<Structure<ProtectedMessage>>> others)
      throws MalformedInput {
    HandshakeType type = reader.code("msg_type", 1, HandshakeType::new);
    int start = reader.offset();
    long length = reader.number("length", HEADER_LENGTH - 1);
    if (length != reader.left()) {
      throw reader.failure(
          start, "length", "octets stated: " + length + ", present: " + reader.left());
    }
    if (type.equals(HandshakeType.CLIENT_HELLO)) {
      return reader.remainder("client_hello", body -> clientHello(body, profile));
    }
    if (type.equals(HandshakeType.SERVER_HELLO)) {
      return reader.remainder("server_hello", HandshakeCodec::serverReply);
    }
    Optional<Structure<ProtectedMessage>> other = others.apply(type);
    return other.isPresent()
        ? reader.remainder(type.name(), other.get())
        : new OtherHandshake(type, reader.rest());
  }

  /*
   * struct {
   *   ProtocolVersion legacy_version = 0x0303;
   *   Random random;
   *   opaque legacy_session_id<0..32>;
   *   CipherSuite cipher_suites<2..2^16-2>;
   *   opaque legacy_compression_methods<1..2^8-1>;
   *   Extension extensions<8..2^16-1>;
   * } ClientHello;
   */
  private static ClientHello clientHello(ByteReader reader, Profile profile) throws MalformedInput {
    ProtocolVersion version = reader.code("legacy_version", 2, ProtocolVersion::new);
    Bytes random = reader.octets("random", RANDOM_LENGTH);
    Bytes sessionId = reader.vectorOctets(SESSION_ID);
    List<CipherSuite> suites = reader.vectorCodes(CIPHER_SUITES, CipherSuite::new);
    Bytes compression = reader.vectorOctets(COMPRESSION_METHODS);
    int start = reader.offset();
    Optional<List<Extension>> block =
        extensionBlock(reader, ANY_EXTENSIONS, ExtensionPlace.CLIENT_HELLO);
    int length = reader.offset() - start - ANY_EXTENSIONS.lengthOctets();
    VectorForm form = clientExtensions(profile, block);
    if (block.isPresent() && !form.admits(length)) {
      throw reader.failure(start, form.name(), form.complaint(length));
    }
    return new ClientHello(version, random, sessionId, suites, compression, block);
  }

  private static Bytes clientHello(ClientHello hello, Profile profile) {
    return Bytes.concat(
        Numbers.encode(hello.legacyVersion().code(), 2),
        hello.random(),
        SESSION_ID.encode(hello.legacySessionId()),
        CIPHER_SUITES.encode(Numbers.encodeAll(hello.cipherSuites(), 2, CipherSuite::code)),
        COMPRESSION_METHODS.encode(hello.legacyCompressionMethods()),
        extensionBlock(hello.extensionBlock(), clientExtensions(profile, hello.extensionBlock())));
  }

  /** Chooses the bounds of a client's block, which depend on what stands in it. */
  private static VectorForm clientExtensions(Profile profile, Optional<List<Extension>> block) {
    boolean offersVersions =
        block.flatMap(list -> Extension.find(list, SupportedVersionsOffer.class)).isPresent();
    if (!offersVersions) {
      return ANY_EXTENSIONS;
    }
    return profile == Profile.RFC8446 ? CLIENT_EXTENSIONS : REVISED_CLIENT_EXTENSIONS;
  }

  /*
   * struct {
   *   ProtocolVersion legacy_version = 0x0303;
   *   Random random;
   *   opaque legacy_session_id_echo<0..32>;
   *   CipherSuite cipher_suite;
   *   uint8 legacy_compression_method = 0;
   *   Extension extensions<6..2^16-1>;
   * } ServerHello;
   */
  private static ServerReply serverReply(ByteReader reader) throws MalformedInput {
    ProtocolVersion version = reader.code("legacy_version", 2, ProtocolVersion::new);
    Bytes random = reader.octets("random", RANDOM_LENGTH);
    // 4.1.3: the random comes before everything else, so that a message with the special one is a
    // HelloRetryRequest whatever follows.
    return random.equals(HelloRetryRequest.RANDOM)
        ? reader.remainder("hello_retry_request", rest -> helloRetryRequest(rest, version))
        : reader.remainder("server_hello", rest -> serverHello(rest, version, random));
  }

  private static HelloRetryRequest helloRetryRequest(ByteReader reader, ProtocolVersion version)
      throws MalformedInput {
    return new HelloRetryRequest(
        version,
        reader.vectorOctets(SESSION_ID_ECHO),
        reader.code("cipher_suite", 2, CipherSuite::new),
        (int) reader.number("legacy_compression_method", 1),
        ExtensionCodec.decodeAll(reader, SERVER_EXTENSIONS, ExtensionPlace.HELLO_RETRY_REQUEST));
  }

  private static ServerHello serverHello(ByteReader reader, ProtocolVersion version, Bytes random)
      throws MalformedInput {
    return new ServerHello(
        version,
        random,
        reader.vectorOctets(SESSION_ID_ECHO),
        reader.code("cipher_suite", 2, CipherSuite::new),
        (int) reader.number("legacy_compression_method", 1),
        extensionBlock(reader, ANY_EXTENSIONS, ExtensionPlace.SERVER_HELLO));
  }

  private static Bytes serverReply(ServerReply reply) {
    VectorForm form = reply instanceof HelloRetryRequest ? SERVER_EXTENSIONS : ANY_EXTENSIONS;
    return Bytes.concat(
        Numbers.encode(reply.legacyVersion().code(), 2),
        reply.random(),
        SESSION_ID_ECHO.encode(reply.legacySessionIdEcho()),
        Numbers.encode(reply.cipherSuite().code(), 2),
        Numbers.encode(reply.legacyCompressionMethod(), 1),
        extensionBlock(reply.extensionBlock(), form));
  }

  /** Reads a block that is absent if the message ends before it (4.1.2). */
  private static Optional<List<Extension>> extensionBlock(
      ByteReader reader, VectorForm form, ExtensionPlace place) throws MalformedInput {
    return reader.left() == 0
        ? Optional.empty()
        : Optional.of(ExtensionCodec.decodeAll(reader, form, place));
  }

  private static Bytes extensionBlock(Optional<List<Extension>> block, VectorForm form) {
    return block.map(list -> ExtensionCodec.encodeAll(list, form)).orElse(Bytes.EMPTY);
  }
}

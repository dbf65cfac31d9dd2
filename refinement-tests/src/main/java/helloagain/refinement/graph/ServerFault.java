package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.MessageConcretion;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a HelloRetryRequest or ServerHello, in the order of {@code ServerFaults}
 * in {@code HostilePeers.tla}.
 */
enum ServerFault {
  NEWER_LEGACY_VERSION(reply -> withLegacyVersion(reply, ProtocolVersion.TLS_13)),
  LEGACY_VERSION_OF_SSL3(reply -> withLegacyVersion(reply, ProtocolVersion.SSL_30)),
  OTHER_SESSION_ID(
      reply ->
          with(
              reply,
              reply.legacyVersion(),
              MessageConcretion.OTHER,
              reply.cipherSuite(),
              reply.legacyCompressionMethod(),
              reply.extensions())),
  SUITE_NOT_OFFERED(reply -> withSuite(reply, CipherSuite.TLS_AES_128_CCM_SHA256)),
  GREASE_SUITE(reply -> withSuite(reply, new CipherSuite(0x0a0a))),
  COMPRESSION(
      reply ->
          with(
              reply,
              reply.legacyVersion(),
              reply.legacySessionIdEcho(),
              reply.cipherSuite(),
              1,
              reply.extensions())),
  OLDER_VERSION(reply -> withVersion(reply, ProtocolVersion.TLS_12)),
  UNKNOWN_VERSION(reply -> withVersion(reply, new ProtocolVersion(0x0305))),
  NO_SUPPORTED_VERSIONS(
      reply ->
          withExtensions(
              reply, Extensions.without(reply.extensions(), ExtensionType.SUPPORTED_VERSIONS))),
  REPEATED_EXTENSION(
      reply -> withExtensions(reply, Extensions.withFirstRepeated(reply.extensions()))),
  UNSOLICITED_EXTENSION(reply -> plus(reply, any(new ExtensionType(0xfafa)))),
  MISPLACED_EXTENSION(reply -> plus(reply, any(ExtensionType.SIGNATURE_ALGORITHMS))),
  MISPLACED_COOKIE(ofHello(hello -> plus(hello, any(ExtensionType.COOKIE)))),
  NO_KEY_SHARE(
      ofHello(
          hello ->
              withExtensions(
                  hello, Extensions.without(hello.extensions(), ExtensionType.KEY_SHARE)))),
  INVALID_KEY(
      ofHello(
          hello ->
              withExtensions(
                  hello,
                  Extensions.changed(
                      hello.extensions(),
                      KeyShareReply.class,
                      share -> new KeyShareReply(invalid(share.serverShare())))))),
  DOWNGRADE_MARKER(
      reply ->
          reply instanceof ServerHello hello
              ? new ServerHello(
                  hello.legacyVersion(),
                  Bytes.concat(
                      MessageConcretion.SERVER_RANDOM.slice(0, 24), ServerHello.DOWNGRADE_TLS12),
                  hello.legacySessionIdEcho(),
                  hello.cipherSuite(),
                  hello.legacyCompressionMethod(),
                  hello.extensions())
              : reply);

  private final UnaryOperator<ServerReply> change;

  ServerFault(UnaryOperator<ServerReply> change) {
    this.change = change;
  }

  /** Puts the fault into a message; where it finds nothing to be wrong with, nothing changes. */
  ServerReply in(ServerReply reply) {
    return change.apply(reply);
  }

  private static UnaryOperator<ServerReply> ofHello(UnaryOperator<ServerReply> change) {
    return reply -> reply instanceof ServerHello ? change.apply(reply) : reply;
  }

  /** With a body, for a HelloRetryRequest has 6 octets of extensions at least (4.1.3). */
  private static Extension any(ExtensionType type) {
    return new OpaqueExtension(type, Bytes.repeat(0, 2));
  }

  private static KeyShareEntry invalid(KeyShareEntry share) {
    return new KeyShareEntry(share.group(), InvalidKeys.of(share.group(), false));
  }

  private static ServerReply plus(ServerReply reply, Extension extension) {
    return withExtensions(reply, Extensions.plus(reply.extensions(), extension));
  }

  private static ServerReply withLegacyVersion(ServerReply reply, ProtocolVersion version) {
    return with(
        reply,
        version,
        reply.legacySessionIdEcho(),
        reply.cipherSuite(),
        reply.legacyCompressionMethod(),
        reply.extensions());
  }

  private static ServerReply withSuite(ServerReply reply, CipherSuite suite) {
    return with(
        reply,
        reply.legacyVersion(),
        reply.legacySessionIdEcho(),
        suite,
        reply.legacyCompressionMethod(),
        reply.extensions());
  }

  private static ServerReply withVersion(ServerReply reply, ProtocolVersion version) {
    return withExtensions(
        reply,
        Extensions.changed(
            reply.extensions(), SelectedVersion.class, selected -> new SelectedVersion(version)));
  }

  private static ServerReply withExtensions(ServerReply reply, List<Extension> extensions) {
    return with(
        reply,
        reply.legacyVersion(),
        reply.legacySessionIdEcho(),
        reply.cipherSuite(),
        reply.legacyCompressionMethod(),
        extensions);
  }

  private static ServerReply with(
      ServerReply reply,
      ProtocolVersion legacyVersion,
      Bytes sessionId,
      CipherSuite suite,
      int compression,
      List<Extension> extensions) {
    return reply instanceof ServerHello hello
        ? new ServerHello(legacyVersion, hello.random(), sessionId, suite, compression, extensions)
        : new HelloRetryRequest(legacyVersion, sessionId, suite, compression, extensions);
  }
}

package helloagain.exchange;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Alters hellos, one part at a time. */
public final class Edits {
  private Edits() {}

  /** Puts the extension in the place of the one of its type. */
  public static List<Extension> replace(List<Extension> extensions, Extension other) {
    return extensions.stream()
        .map(extension -> extension.type().equals(other.type()) ? other : extension)
        .toList();
  }

  /** Adds an extension at the end. */
  public static List<Extension> add(List<Extension> extensions, Extension other) {
    List<Extension> longer = new ArrayList<>(extensions);
    longer.add(other);
    return longer;
  }

  /** Drops the extensions of the types. */
  public static List<Extension> drop(List<Extension> extensions, ExtensionType... types) {
    Set<ExtensionType> dropped = Set.of(types);
    return extensions.stream()
        .filter(extension -> !dropped.contains(extension.type()))
        .collect(Collectors.toList());
  }

  /** Returns the hello with other extensions. */
  public static ClientHello extensions(ClientHello hello, List<Extension> extensions) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        extensions);
  }

  /** Alters the version field of a ClientHello. */
  public static ClientHello version(ClientHello hello, ProtocolVersion version) {
    return new ClientHello(
        version,
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensionBlock());
  }

  /** Alters the random of a ClientHello. */
  public static ClientHello random(ClientHello hello, Bytes random) {
    return new ClientHello(
        hello.legacyVersion(),
        random,
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensionBlock());
  }

  /** Alters the session id of a ClientHello. */
  public static ClientHello sessionId(ClientHello hello, Bytes sessionId) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        sessionId,
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensionBlock());
  }

  /** Alters the suites of a ClientHello. */
  public static ClientHello suites(ClientHello hello, CipherSuite... suites) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        List.of(suites),
        hello.legacyCompressionMethods(),
        hello.extensionBlock());
  }

  /** Alters the compression methods of a ClientHello. */
  public static ClientHello compression(ClientHello hello, Bytes methods) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        methods,
        hello.extensionBlock());
  }

  /** Alters the version field of a ServerHello. */
  public static ServerHello version(ServerHello hello, ProtocolVersion version) {
    return new ServerHello(
        version,
        hello.random(),
        hello.legacySessionIdEcho(),
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        hello.extensionBlock());
  }

  /** Alters the random of a ServerHello. */
  public static ServerHello random(ServerHello hello, Bytes random) {
    return new ServerHello(
        hello.legacyVersion(),
        random,
        hello.legacySessionIdEcho(),
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        hello.extensionBlock());
  }

  /** Alters the session id of a ServerHello. */
  public static ServerHello sessionId(ServerHello hello, Bytes sessionId) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        sessionId,
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        hello.extensionBlock());
  }

  /** Alters the suite of a ServerHello. */
  public static ServerHello suite(ServerHello hello, CipherSuite suite) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionIdEcho(),
        suite,
        hello.legacyCompressionMethod(),
        hello.extensionBlock());
  }

  /** Alters the compression method of a ServerHello. */
  public static ServerHello compression(ServerHello hello, int method) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionIdEcho(),
        hello.cipherSuite(),
        method,
        hello.extensionBlock());
  }

  /** Alters the extensions of a ServerHello. */
  public static ServerHello extensions(ServerHello hello, List<Extension> extensions) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionIdEcho(),
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        extensions);
  }

  /** Alters the version field of a HelloRetryRequest. */
  public static HelloRetryRequest version(HelloRetryRequest retry, ProtocolVersion version) {
    return new HelloRetryRequest(
        version,
        retry.legacySessionIdEcho(),
        retry.cipherSuite(),
        retry.legacyCompressionMethod(),
        retry.extensions());
  }

  /** Alters the suite of a HelloRetryRequest. */
  public static HelloRetryRequest suite(HelloRetryRequest retry, CipherSuite suite) {
    return new HelloRetryRequest(
        retry.legacyVersion(),
        retry.legacySessionIdEcho(),
        suite,
        retry.legacyCompressionMethod(),
        retry.extensions());
  }

  /** Alters the extensions of a HelloRetryRequest. */
  public static HelloRetryRequest extensions(HelloRetryRequest retry, List<Extension> extensions) {
    return new HelloRetryRequest(
        retry.legacyVersion(),
        retry.legacySessionIdEcho(),
        retry.cipherSuite(),
        retry.legacyCompressionMethod(),
        extensions);
  }
}

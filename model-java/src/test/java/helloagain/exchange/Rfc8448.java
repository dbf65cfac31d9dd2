package helloagain.exchange;

import helloagain.client.ClientConfig;
import helloagain.client.SecondHelloLayout;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import helloagain.wire.HandshakeCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Gives the peers of RFC 8448, section 5, and what they are to send; and what follows the handshake
 * in section 3.
 */
public final class Rfc8448 {
  private static final Properties TRACE =
      load("messages.properties", "secrets.properties", "protected.properties");

  private static final Properties SIMPLE = load("simple.properties");

  private Rfc8448() {}

  /** Returns the octets of a property. */
  public static Bytes value(String name) {
    return Bytes.hex(Objects.requireNonNull(TRACE.getProperty(name), name));
  }

  /** Returns the octets of a property of section 3. */
  public static Bytes simple(String name) {
    return Bytes.hex(Objects.requireNonNull(SIMPLE.getProperty(name), name));
  }

  /** Makes the client of the trace. */
  public static ClientConfig client() {
    return new ClientConfig(
        message("clientHello1", ClientHello.class),
        List.of(key(NamedGroup.X25519, "client.x25519.private")),
        KeySource.of(List.of(key(NamedGroup.SECP256R1, "client.secp256r1.private"))),
        new SecondHelloLayout(Optional.of(ExtensionType.SIGNATURE_ALGORITHMS), 512),
        Rule.all());
  }

  /** Makes the server of the trace. */
  public static ServerConfig server() {
    HelloRetryRequest retry = message("helloRetryRequest", HelloRetryRequest.class);
    return new ServerConfig(
        new ServerPolicy(
                List.of(NamedGroup.SECP256R1),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                Take.SHARED,
                Hellos.cookie(retry.extensions()))
            .ordering(
                List.of(
                    ExtensionType.KEY_SHARE,
                    ExtensionType.COOKIE,
                    ExtensionType.SUPPORTED_VERSIONS),
                List.of(ExtensionType.KEY_SHARE, ExtensionType.SUPPORTED_VERSIONS)),
        message("serverHello", ServerHello.class).random(),
        Responder.with(key(NamedGroup.SECP256R1, "server.secp256r1.private")));
  }

  private static EphemeralKey key(NamedGroup group, String name) {
    return KeyExchange.fromPrivate(group, value(name));
  }

  private static <M extends HandshakeMessage> M message(String name, Class<M> kind) {
    return kind.cast(HandshakeCodec.decode(value(name)).orElseThrow());
  }

  private static Properties load(String... files) {
    Properties properties = new Properties();
    for (String file : files) {
      try (InputStream in =
          Objects.requireNonNull(Rfc8448.class.getResourceAsStream("/rfc8448/" + file), file)) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }
}

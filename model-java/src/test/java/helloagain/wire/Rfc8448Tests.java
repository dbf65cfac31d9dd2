package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerName;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and writes the hellos of RFC 8448, 5. */
class Rfc8448Tests {
  @ParameterizedTest
  @ValueSource(strings = {"clientHello1", "helloRetryRequest", "clientHello2", "serverHello"})
  void publishedHelloIsWrittenAsItWasRead(String name) throws IOException {
    Bytes published = published(name);

    assertThat(HandshakeCodec.encode(decode(name))).isEqualTo(published);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clientHello1", "helloRetryRequest", "clientHello2", "serverHello"})
  void publishedRecordHoldsItsHello(String name) throws IOException {
    Bytes octets = published(name + "Record");

    RecordReader.Result records = RecordReader.EMPTY.feed(octets);
    assertThat(records.records()).hasSize(1);
    TlsRecord record = records.records().get(0);
    assertThat(HandshakeReader.EMPTY.feed(record.fragment()).messages())
        .containsExactly(published(name));
    assertThat(RecordCodec.encode(record)).isEqualTo(octets);
    assertThat(record.legacyVersion())
        .isEqualTo(name.equals("clientHello1") ? ProtocolVersion.TLS_10 : ProtocolVersion.TLS_12);
  }

  @Test
  void firstHelloSharesX25519Alone() throws IOException {
    ClientHello hello = (ClientHello) decode("clientHello1");

    assertThat(hello.cipherSuites())
        .containsExactly(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384);
    assertThat(hello.extensions()).hasSize(8);
    assertThat(hello.extensions().get(0))
        .isEqualTo(ServerName.host(Bytes.of("server".getBytes(StandardCharsets.US_ASCII))));
    KeyShareOffer offer = Extension.find(hello.extensions(), KeyShareOffer.class).orElseThrow();
    assertThat(offer.clientShares())
        .extracting(KeyShareEntry::group)
        .containsExactly(NamedGroup.X25519);
  }

  @Test
  void retryAsksForSecp256r1WithACookie() throws IOException {
    HelloRetryRequest retry = (HelloRetryRequest) decode("helloRetryRequest");

    assertThat(retry.extensions())
        .hasExactlyElementsOfTypes(KeyShareRetry.class, Cookie.class, SelectedVersion.class)
        .contains(new KeyShareRetry(NamedGroup.SECP256R1))
        .contains(new SelectedVersion(ProtocolVersion.TLS_13));
  }

  @Test
  void secondHelloDiffersByShareCookieAndPadding() throws IOException {
    ClientHello first = (ClientHello) decode("clientHello1");
    ClientHello second = (ClientHello) decode("clientHello2");
    HelloRetryRequest retry = (HelloRetryRequest) decode("helloRetryRequest");

    assertThat(second.withExtensions(first.extensions())).isEqualTo(first);
    assertThat(second.extensions())
        .filteredOn(extension -> !first.extensions().contains(extension))
        .hasExactlyElementsOfTypes(KeyShareOffer.class, Cookie.class, Padding.class);
    assertThat(Extension.find(second.extensions(), Cookie.class))
        .isEqualTo(Extension.find(retry.extensions(), Cookie.class));
    assertThat(Extension.find(second.extensions(), Padding.class))
        .contains(new Padding(Bytes.repeat(0, 175)));
    assertThat(second.extensions()).hasAtLeastOneElementOfType(OpaqueExtension.class);
  }

  @Test
  void serverHelloCarriesAShareAndTheVersion() throws IOException {
    ServerHello hello = (ServerHello) decode("serverHello");

    assertThat(hello.extensions())
        .hasExactlyElementsOfTypes(KeyShareReply.class, SelectedVersion.class);
    assertThat(Extension.find(hello.extensions(), KeyShareReply.class).orElseThrow().serverShare())
        .satisfies(share -> assertThat(share.group()).isEqualTo(NamedGroup.SECP256R1))
        .satisfies(share -> assertThat(share.keyExchange().size()).isEqualTo(65));
  }

  private static HandshakeMessage decode(String name) throws IOException {
    return HandshakeCodec.decode(published(name)).orElseThrow();
  }

  private static Bytes published(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            Rfc8448Tests.class.getResourceAsStream("/rfc8448/messages.properties"))) {
      properties.load(in);
    }
    return Bytes.hex(Objects.requireNonNull(properties.getProperty(name), name));
  }
}

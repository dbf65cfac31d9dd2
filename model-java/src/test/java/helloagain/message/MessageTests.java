package helloagain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageTests {
  private static final Bytes RANDOM = Bytes.repeat(7, 32);
  private static final List<CipherSuite> SUITES = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);

  @Test
  void retryRandomIsTheHashOfItsName() throws NoSuchAlgorithmException {
    byte[] name = "HelloRetryRequest".getBytes(StandardCharsets.US_ASCII);

    assertThat(HelloRetryRequest.RANDOM)
        .isEqualTo(Bytes.of(MessageDigest.getInstance("SHA-256").digest(name)));
  }

  @Test
  void downgradeMarkersSpellTheirPurpose() {
    Bytes word = Bytes.of("DOWNGRD".getBytes(StandardCharsets.US_ASCII));

    assertThat(ServerHello.DOWNGRADE_TLS12).isEqualTo(Bytes.concat(word, Bytes.hex("01")));
    assertThat(ServerHello.DOWNGRADE_TLS11).isEqualTo(Bytes.concat(word, Bytes.hex("00")));
  }

  @Test
  void absentBlockIsNotAnEmptyBlock() {
    ClientHello absent = clientHello(Optional.empty());
    ClientHello empty = clientHello(Optional.of(List.of()));

    assertThat(absent).isNotEqualTo(empty);
    assertThat(absent.extensions()).isEqualTo(empty.extensions()).isEmpty();
  }

  @Test
  void listsOfAHelloDoNotChangeFromOutside() {
    List<Extension> extensions = new ArrayList<>(List.of(new EarlyData()));
    ClientHello hello = clientHello(Optional.of(extensions));

    extensions.clear();

    assertThat(hello.extensions()).containsExactly(new EarlyData());
    assertThatThrownBy(() -> hello.extensions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void otherExtensionsLeaveTheRestOfAHelloAlone() {
    ClientHello hello = clientHello(Optional.empty());

    assertThat(hello.withExtensions(List.of(new EarlyData())))
        .isEqualTo(clientHello(Optional.of(List.of(new EarlyData()))));
  }

  @Test
  void randomHas32Octets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serverHello(Bytes.repeat(7, 31)))
        .withMessageContaining("31");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientHello(
                    ProtocolVersion.TLS_12,
                    Bytes.repeat(7, 33),
                    Bytes.EMPTY,
                    SUITES,
                    ClientHello.NULL_COMPRESSION,
                    List.of()));
  }

  @Test
  void serverHelloNeverHasTheRandomOfARetry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serverHello(HelloRetryRequest.RANDOM))
        .withMessageContaining("HelloRetryRequest");
  }

  @Test
  void bothRepliesAreOfTypeServerHello() {
    HelloRetryRequest retry =
        new HelloRetryRequest(
            ProtocolVersion.TLS_12, Bytes.EMPTY, SUITES.get(0), 0, List.of(new Cookie(RANDOM)));

    assertThat(retry.type()).isEqualTo(HandshakeType.SERVER_HELLO);
    assertThat(serverHello(RANDOM).type()).isEqualTo(HandshakeType.SERVER_HELLO);
    assertThat(retry.random()).isEqualTo(HelloRetryRequest.RANDOM);
    assertThat(retry.extensionBlock()).contains(retry.extensions());
  }

  @Test
  void helloIsNoOtherHandshake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtherHandshake(HandshakeType.CLIENT_HELLO, Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtherHandshake(HandshakeType.SERVER_HELLO, Bytes.EMPTY));
  }

  @Test
  void numbersFitTheirFields() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SelectedPsk(0x10000));
    assertThatIllegalArgumentException().isThrownBy(() -> new SelectedPsk(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PskIdentity(RANDOM, 1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Alert(256, AlertDescription.CLOSE_NOTIFY));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HelloRetryRequest(
                    ProtocolVersion.TLS_12, Bytes.EMPTY, SUITES.get(0), 256, List.of()));
  }

  @Test
  void firstExtensionOfAKindIsFound() {
    List<Extension> extensions =
        List.of(
            new SelectedVersion(ProtocolVersion.TLS_13),
            new Cookie(Bytes.hex("01")),
            new Cookie(Bytes.hex("02")));

    assertThat(Extension.find(extensions, Cookie.class)).contains(new Cookie(Bytes.hex("01")));
    assertThat(Extension.find(extensions, KeyShareOffer.class)).isEmpty();
  }

  @Test
  void extensionsTellTheirType() {
    assertThat(new SelectedVersion(ProtocolVersion.TLS_13).type())
        .isEqualTo(ExtensionType.SUPPORTED_VERSIONS);
    assertThat(new OpaqueExtension(new ExtensionType(0x0a0a), Bytes.EMPTY).type().isGrease())
        .isTrue();
  }

  @Test
  void hostNameBecomesAListOfOneEntry() {
    Bytes host = Bytes.of("server".getBytes(StandardCharsets.US_ASCII));

    assertThat(ServerName.host(host).serverNameList())
        .isEqualTo(Bytes.concat(Bytes.hex("000006"), host));
  }

  @Test
  @Tag("ALERT-05")
  void fatalAlertHasLevelTwo() {
    assertThat(Alert.fatal(AlertDescription.DECODE_ERROR))
        .isEqualTo(new Alert(2, new AlertDescription(50)));
  }

  private static ClientHello clientHello(Optional<List<Extension>> block) {
    return new ClientHello(
        ProtocolVersion.TLS_12, RANDOM, Bytes.EMPTY, SUITES, ClientHello.NULL_COMPRESSION, block);
  }

  private static ServerHello serverHello(Bytes random) {
    return new ServerHello(
        ProtocolVersion.TLS_12, random, Bytes.EMPTY, SUITES.get(0), 0, Optional.empty());
  }
}

package helloagain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.exchange.Edits;
import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecondHelloTests {
  private static final Cookie COOKIE = new Cookie(Bytes.hex("c0"));
  private static final KeyShareEntry SHARE =
      new KeyShareEntry(NamedGroup.SECP256R1, Bytes.hex("02"));
  private static final OfferedPsks PSKS =
      new OfferedPsks(
          List.of(new PskIdentity(Bytes.hex("1d"), 0)), List.of(Bytes.repeat(0xb1, 32)));
  private static final ClientHello FIRST =
      new ClientHello(
          ProtocolVersion.TLS_12,
          Bytes.repeat(1, 32),
          Bytes.EMPTY,
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          ClientHello.NULL_COMPRESSION,
          List.of(
              new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_13)),
              new KeyShareOffer(List.of(new KeyShareEntry(NamedGroup.X25519, Bytes.hex("01")))),
              new EarlyData(),
              new SupportedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1)),
              PSKS));
  private static final HelloRetryRequest FOR_BOTH =
      new HelloRetryRequest(
          ProtocolVersion.TLS_12,
          Bytes.EMPTY,
          CipherSuite.TLS_AES_128_GCM_SHA256,
          0,
          List.of(
              new SelectedVersion(ProtocolVersion.TLS_13),
              new KeyShareRetry(NamedGroup.SECP256R1),
              COOKIE));

  @Test
  void secondHelloIsTheFirstWithAnotherShareTheCookieAndNoEarlyData() {
    ClientHello second =
        SecondHello.of(FIRST, FOR_BOTH, Optional.of(SHARE), SecondHelloLayout.PLAIN);

    List<Extension> first = FIRST.extensions();
    assertThat(second)
        .isEqualTo(
            FIRST.withExtensions(
                List.of(
                    first.get(0),
                    new KeyShareOffer(List.of(SHARE)),
                    first.get(3),
                    COOKIE,
                    first.get(4))));
  }

  @Test
  void sharesStayIfTheRetryAsksForNone() {
    HelloRetryRequest retry =
        Edits.extensions(FOR_BOTH, Edits.drop(FOR_BOTH.extensions(), ExtensionType.KEY_SHARE));

    ClientHello second = SecondHello.of(FIRST, retry, Optional.empty(), SecondHelloLayout.PLAIN);

    assertThat(Hellos.shares(second)).isEqualTo(Hellos.shares(FIRST));
  }

  @Test
  void noCookieComesUnlessTheRetryHasOne() {
    HelloRetryRequest retry =
        Edits.extensions(FOR_BOTH, Edits.drop(FOR_BOTH.extensions(), ExtensionType.COOKIE));

    ClientHello second = SecondHello.of(FIRST, retry, Optional.of(SHARE), SecondHelloLayout.PLAIN);

    assertThat(Hellos.carries(second, ExtensionType.COOKIE)).isFalse();
  }

  @Test
  void cookieStandsWhereTheLayoutWantsIt() {
    assertThat(typesWith(ExtensionType.SUPPORTED_VERSIONS))
        .startsWith(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.COOKIE);
  }

  @Test
  void cookieNeverStandsAfterThePsks() {
    assertThat(typesWith(ExtensionType.PRE_SHARED_KEY))
        .endsWith(ExtensionType.COOKIE, ExtensionType.PRE_SHARED_KEY);
    assertThat(typesWith(ExtensionType.SERVER_NAME))
        .endsWith(ExtensionType.COOKIE, ExtensionType.PRE_SHARED_KEY);
  }

  @Property(tries = 100)
  void paddingFillsTheMessageUpBeforeThePsks(@ForAll @IntRange(max = 600) int padTo) {
    int bare =
        HandshakeCodec.encode(
                SecondHello.of(FIRST, FOR_BOTH, Optional.of(SHARE), SecondHelloLayout.PLAIN))
            .size();

    ClientHello second =
        SecondHello.of(
            FIRST, FOR_BOTH, Optional.of(SHARE), new SecondHelloLayout(Optional.empty(), padTo));

    int size = HandshakeCodec.encode(second).size();
    if (padTo <= bare) {
      assertThat(size).isEqualTo(bare);
    } else {
      assertThat(size).isEqualTo(Math.max(padTo, bare + 4));
      assertThat(Hellos.types(second.extensions()))
          .endsWith(ExtensionType.PADDING, ExtensionType.PRE_SHARED_KEY);
    }
  }

  @Test
  @Tag("PAD-01")
  void paddingIsOfZeros() {
    ClientHello second =
        SecondHello.of(
            FIRST, FOR_BOTH, Optional.of(SHARE), new SecondHelloLayout(Optional.empty(), 600));

    Bytes padding = Extension.find(second.extensions(), Padding.class).orElseThrow().octets();
    assertThat(padding.size()).isPositive();
    assertThat(padding).isEqualTo(Bytes.repeat(0, padding.size()));
  }

  @Test
  void earlierPaddingIsReplacedOnlyIfTheLayoutPads() {
    ClientHello first =
        FIRST.withExtensions(List.of(FIRST.extensions().get(0), new Padding(Bytes.repeat(0, 9))));

    ClientHello kept = SecondHello.of(first, FOR_BOTH, Optional.empty(), SecondHelloLayout.PLAIN);
    ClientHello padded =
        SecondHello.of(
            first, FOR_BOTH, Optional.empty(), new SecondHelloLayout(Optional.empty(), 200));

    assertThat(Extension.find(kept.extensions(), Padding.class))
        .contains(new Padding(Bytes.repeat(0, 9)));
    assertThat(HandshakeCodec.encode(padded).size()).isEqualTo(200);
    assertThat(padded.extensions()).filteredOn(e -> e instanceof Padding).hasSize(1);
  }

  @Test
  void layoutPadsToAtMostARecord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecondHelloLayout(Optional.empty(), 16385));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecondHelloLayout(Optional.empty(), -1));
  }

  private static List<ExtensionType> typesWith(ExtensionType cookieAfter) {
    return Hellos.types(
        SecondHello.of(
                FIRST,
                FOR_BOTH,
                Optional.of(SHARE),
                new SecondHelloLayout(Optional.of(cookieAfter), 0))
            .extensions());
  }
}

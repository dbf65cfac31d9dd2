package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the comparison of both hellos to RFC 8446, 4.1.2. */
class SecondHellosTests {
  private static final ClientConfig CLIENT =
      new ClientSetup(
              List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
              Set.of(NamedGroup.X25519),
              List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
              List.of(ProtocolVersion.TLS_13),
              MessageConcretion.SESSION_ID,
              List.of(),
              0,
              Set.of())
          .config();

  private static final ClientHello FIRST = CLIENT.firstHello();
  private static final Expected.SecondHello COOKIE_ALONE =
      new Expected.SecondHello(Optional.empty(), Optional.of(Bytes.repeat(1, 4)), List.of());

  private static ClientHello withCookie(ClientHello hello) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    extensions.add(1, new Extension.Cookie(Bytes.repeat(1, 4)));
    return hello.withExtensions(extensions);
  }

  @Test
  void aCookieMayStandAnywhere() {
    assertThat(SecondHellos.amiss(FIRST, withCookie(FIRST), COOKIE_ALONE)).isEmpty();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "random changed", hello -> with(hello, Bytes.repeat(9, 32), hello.legacySessionId())),
        change("legacy_session_id changed", hello -> with(hello, hello.random(), Bytes.EMPTY)),
        change(
            "the order of extensions changed",
            hello -> {
              List<Extension> reversed = new ArrayList<>(hello.extensions());
              Collections.reverse(reversed);
              return hello.withExtensions(reversed);
            }),
        change("the cookie is not returned", hello -> FIRST),
        change(
            "early_data is still there",
            hello -> {
              List<Extension> more = new ArrayList<>(hello.extensions());
              more.add(new Extension.EarlyData());
              return hello.withExtensions(more);
            }),
        change(
            "key_share changed",
            hello ->
                hello.withExtensions(
                    hello.extensions().stream()
                        .map(
                            extension ->
                                extension instanceof Extension.KeyShareOffer
                                    ? new Extension.KeyShareOffer(List.of())
                                    : extension)
                        .toList())),
        change(
            "supported_groups changed",
            hello ->
                hello.withExtensions(
                    hello.extensions().stream()
                        .map(
                            extension ->
                                extension instanceof Extension.SupportedGroups
                                    ? new Extension.SupportedGroups(List.of(NamedGroup.X25519))
                                    : extension)
                        .toList())));
  }

  private static Arguments change(String words, UnaryOperator<ClientHello> change) {
    return Arguments.of(words, change);
  }

  private static ClientHello with(ClientHello hello, Bytes random, Bytes sessionId) {
    return new ClientHello(
        hello.legacyVersion(),
        random,
        sessionId,
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensions());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatMayNotChangeIsNamed(String words, UnaryOperator<ClientHello> change) {
    assertThat(SecondHellos.amiss(FIRST, change.apply(withCookie(FIRST)), COOKIE_ALONE))
        .contains(words);
  }
}

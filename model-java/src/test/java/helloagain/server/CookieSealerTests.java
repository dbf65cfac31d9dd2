package helloagain.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.server.CookieSealer.Opened;
import helloagain.server.CookieSealer.Opening;
import helloagain.server.CookieSealer.Refused;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Cookies open if nothing has happened to them, and only then (CK-06). */
class CookieSealerTests {
  private static final CookieKey KEY = new CookieKey(7, Bytes.repeat(0x11, 32));
  private static final CookieKey NEXT = new CookieKey(8, Bytes.repeat(0x22, 32));
  private static final CookieKey LAST = new CookieKey(9, Bytes.repeat(0x33, 32));
  private static final Bytes ADDRESS = Bytes.hex("c0000201");
  private static final Bytes SESSION = Bytes.hex("1d1d1d1d");
  private static final Bytes HELLO = Bytes.hex("01000002abcd");
  private static final CookieSealer SEALER = new CookieSealer(List.of(KEY), 1000, 60, ADDRESS);
  private static final ServerPolicy POLICY =
      new ServerPolicy(
          List.of(NamedGroup.SECP256R1, NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
          Take.SHARED,
          Optional.empty());
  private static final Bytes COOKIE = sealed(SEALER);

  /** Computed by another implementation of HMAC-SHA-256 from the layout in the comments. */
  private static final Bytes KNOWN =
      Bytes.hex(
          "000700000000000003e81301001701041d1d1d1da7e44dadfaa79a57c3560547"
              + "b1b287998a2a268244e20501a7ae46d80e9323540f8ef19e350be3a154988838"
              + "4cf20cdd368082dbc2259fa9b8b8408c5bacea6e");

  private static Bytes sealed(CookieSealer sealer) {
    return sealer.seal(
        CipherSuite.TLS_AES_128_GCM_SHA256, NamedGroup.SECP256R1, true, SESSION, HELLO);
  }

  private static Opening open(CookieSealer sealer, Bytes cookie) {
    return sealer.open(POLICY, cookie);
  }

  @Test
  void cookieIsTheKnownAnswer() {
    assertThat(COOKIE).isEqualTo(KNOWN);
  }

  @Test
  void cookieCarriesWhatTheSecondHelloWillBeJudgedBy() {
    assertThat(open(SEALER, COOKIE))
        .isEqualTo(
            new Opened(
                new SealedCookie(
                    7,
                    1000,
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    NamedGroup.SECP256R1,
                    true,
                    SESSION,
                    HashAlgorithm.SHA256.hash(HELLO))));
  }

  @Property
  void whatIsSealedIsWhatOpens(
      @ForAll boolean sha384,
      @ForAll boolean named,
      @ForAll @Size(max = 32) byte[] sessionId,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 60) long time) {
    CipherSuite suite =
        sha384 ? CipherSuite.TLS_AES_256_GCM_SHA384 : CipherSuite.TLS_AES_128_GCM_SHA256;
    CookieSealer sealer = SEALER.at(time);
    Bytes cookie = sealer.seal(suite, NamedGroup.X25519, named, Bytes.of(sessionId), HELLO);
    assertThat(open(sealer, cookie))
        .isEqualTo(
            new Opened(
                new SealedCookie(
                    7,
                    time,
                    suite,
                    NamedGroup.X25519,
                    named,
                    Bytes.of(sessionId),
                    HashAlgorithm.forSuite(suite).orElseThrow().hash(HELLO))));
    assertThat(SealedCookie.read(cookie)).isPresent();
  }

  @Test
  void cookieWithAnyBitChangedDoesNotOpen() {
    for (int i = 0; i < COOKIE.size(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] octets = COOKIE.toArray();
        octets[i] ^= (byte) (1 << bit);
        assertThat(open(SEALER.rotatedTo(NEXT), Bytes.of(octets)))
            .as("octet %d, bit %d", i, bit)
            .isInstanceOf(Refused.class);
      }
    }
  }

  @Test
  void cookieOfAnyOtherLengthDoesNotOpen() {
    for (int size = 0; size < COOKIE.size(); size++) {
      assertThat(open(SEALER, COOKIE.slice(0, size)))
          .as("%d octets", size)
          .isInstanceOf(Refused.class);
      assertThat(open(SEALER, COOKIE.slice(COOKIE.size() - size, COOKIE.size())))
          .isInstanceOf(Refused.class);
    }
    assertThat(open(SEALER, Bytes.concat(COOKIE, Bytes.of((byte) 0)))).isInstanceOf(Refused.class);
  }

  @Property
  void octetsOfNobodyDoNotOpenAndNeverFail(@ForAll @Size(max = 120) byte[] octets) {
    assertThat(open(SEALER, Bytes.of(octets))).isInstanceOf(Refused.class);
    Bytes ofOurKey = Bytes.concat(Bytes.of((byte) 0, (byte) 7), Bytes.of(octets));
    assertThat(open(SEALER, ofOurKey)).isInstanceOf(Refused.class);
  }

  @Test
  void cookieOfAnotherServerDoesNotOpenThoughItsKeyHasTheSameName() {
    CookieSealer foreign =
        new CookieSealer(List.of(new CookieKey(7, NEXT.secret())), 1000, 60, ADDRESS);
    assertThat(open(SEALER, sealed(foreign))).isEqualTo(refused("key 7 for this address"));
    assertThat(open(foreign, COOKIE)).isInstanceOf(Refused.class);
  }

  private static Refused refused(String end) {
    return new Refused("the cookie was not sealed with " + end);
  }

  @Test
  void cookieOpensWithTheKeyBeforeAndNotWithTheOneBeforeThat() {
    assertThat(open(SEALER.rotatedTo(NEXT), COOKIE)).isInstanceOf(Opened.class);
    assertThat(open(SEALER.rotatedTo(NEXT).rotatedTo(LAST), COOKIE))
        .isEqualTo(new Refused("no key 7 is in use"));
    assertThat(sealed(SEALER.rotatedTo(NEXT)).slice(0, 2)).isEqualTo(Bytes.hex("0008"));
  }

  @Test
  void cookieLastsItsTimeAndNoLonger() {
    assertThat(open(SEALER.at(1060), COOKIE)).isInstanceOf(Opened.class);
    assertThat(open(SEALER.at(1061), COOKIE))
        .isEqualTo(new Refused("the cookie is 61 seconds old and lasts 60"));
    assertThat(open(SEALER.at(999), COOKIE)).isInstanceOf(Refused.class);
  }

  @Test
  void cookieDoesNotOpenForAnotherAddressButAsOftenAsWantedForItsOwn() {
    assertThat(open(SEALER.from(Bytes.hex("c0000202")), COOKIE)).isInstanceOf(Refused.class);
    assertThat(open(SEALER.from(Bytes.EMPTY), COOKIE)).isInstanceOf(Refused.class);
    assertThat(open(SEALER, COOKIE)).isEqualTo(open(SEALER, COOKIE)).isInstanceOf(Opened.class);
  }

  @Test
  void cookieAboutWhatTheServerLacksDoesNotOpen() {
    Bytes other =
        SEALER.seal(CipherSuite.TLS_AES_128_CCM_SHA256, NamedGroup.SECP256R1, true, SESSION, HELLO);
    assertThat(open(SEALER, other)).isInstanceOf(Refused.class);
    Bytes group =
        SEALER.seal(CipherSuite.TLS_AES_128_GCM_SHA256, NamedGroup.X448, true, SESSION, HELLO);
    assertThat(open(SEALER, group)).isInstanceOf(Refused.class);
  }

  @Test
  void keyDoesNotShowItsSecret() {
    assertThat(SEALER.toString()).doesNotContain(KEY.secret().hex()).contains("CookieKey 7");
  }

  @Test
  void sealerThatCannotWorkIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CookieKey(-1, KEY.secret()));
    assertThatIllegalArgumentException().isThrownBy(() -> new CookieKey(0x10000, KEY.secret()));
    assertThatIllegalArgumentException().isThrownBy(() -> new CookieKey(1, Bytes.repeat(0x11, 31)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSealer(List.of(), 0, 0, ADDRESS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSealer(List.of(KEY, KEY), 0, 0, ADDRESS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSealer(List.of(KEY, NEXT, LAST), 0, 0, ADDRESS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSealer(List.of(KEY), -1, 0, ADDRESS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSealer(List.of(KEY), 0, 0, Bytes.repeat(0, 0x10000)));
  }
}

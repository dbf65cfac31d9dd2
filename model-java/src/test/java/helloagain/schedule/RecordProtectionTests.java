package helloagain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.exchange.Rfc8448;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordProtectionTests {
  private static final int HEADER = 5;
  private static final Bytes INNER = Bytes.hex("0102031600");

  private static RecordProtection protection(int suite) {
    CipherSuite named = new CipherSuite(suite);
    return RecordProtection.of(named, Bytes.repeat(0x11, 32));
  }

  private static Bytes fragment(String name) {
    Bytes record = Rfc8448.value(name);
    return record.slice(HEADER, record.size());
  }

  @Test
  void theServersFlightOfRfc8448Opens() {
    RecordProtection server =
        RecordProtection.of(
            CipherSuite.TLS_AES_128_GCM_SHA256, Rfc8448.value("server.handshake.traffic"));
    Bytes flight =
        Bytes.concat(
            Rfc8448.value("encryptedExtensions"),
            Rfc8448.value("certificate"),
            Rfc8448.value("certificateVerify"));

    Bytes inner = server.open(fragment("serverFlightRecord")).orElseThrow();

    assertThat(inner.slice(0, flight.size())).isEqualTo(flight);
    assertThat(inner.at(flight.size())).isEqualTo(20);
    assertThat(inner.at(inner.size() - 1)).isEqualTo(22);
    assertThat(server.seal(inner)).isEqualTo(fragment("serverFlightRecord"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1302, 0x1303, 0x1304, 0x1305})
  void onlyTheSameKeyAtTheSamePlaceOpensWhatWasSealed(int suite) {
    RecordProtection first = protection(suite);
    RecordProtection third = first.next().next();
    Bytes sealed = third.seal(INNER);

    assertThat(third.open(sealed)).contains(INNER);
    assertThat(first.open(sealed)).isEmpty();
    assertThat(
            RecordProtection.of(new CipherSuite(suite), Bytes.repeat(0x12, 32))
                .next()
                .next()
                .open(sealed))
        .isEmpty();
    assertThat(third.open(sealed.slice(0, sealed.size() - 1))).isEmpty();
    assertThat(third.open(Bytes.EMPTY)).isEmpty();
  }
}

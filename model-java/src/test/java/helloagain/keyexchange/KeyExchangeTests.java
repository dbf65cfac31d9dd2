package helloagain.keyexchange;

import static helloagain.keyexchange.Shares.agreed;
import static helloagain.keyexchange.Shares.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Violation;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyExchangeTests {
  /** Holds a share that no peer need have made. */
  record Attempt(NamedGroup group, Bytes share) {}

  static List<NamedGroup> groups() {
    return KeyExchange.supportedGroups();
  }

  @Property(tries = 52)
  void bothSidesAgreeOnTheSecret(
      @ForAll("group") NamedGroup group, @ForAll long clientSeed, @ForAll long serverSeed) {
    EphemeralKey own = key(group, clientSeed);
    Agreement.Agreed server =
        agreed(KeyExchange.respond(group, own.share(), Randomness.seeded(serverSeed)));
    assertThat(KeyExchange.finish(own, server.serverShare())).isEqualTo(server);
  }

  @Property(tries = 60)
  void checkingAShareAgreesWithUsingIt(@ForAll("attempt") Attempt attempt) {
    NamedGroup group = attempt.group();
    assertThat(refusal(KeyExchange.respond(group, attempt.share(), Randomness.seeded(3))))
        .isEqualTo(KeyExchange.checkClientShare(group, attempt.share()).stream().toList());
    assertThat(refusal(KeyExchange.finish(key(group, 4), attempt.share())))
        .isEqualTo(KeyExchange.checkServerShare(group, attempt.share()).stream().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "x25519, 32, 32, 32",
    "secp256r1, 65, 65, 32",
    "X25519MLKEM768, 1216, 1120, 64",
    "secp384r1, 97, 97, 48",
    "x448, 56, 56, 56",
    "secp521r1, 133, 133, 66",
    "ffdhe2048, 256, 256, 256",
    "ffdhe3072, 384, 384, 384",
    "ffdhe4096, 512, 512, 512",
    "ffdhe6144, 768, 768, 768",
    "ffdhe8192, 1024, 1024, 1024",
    "SecP256r1MLKEM768, 1249, 1153, 64",
    "SecP384r1MLKEM1024, 1665, 1665, 80",
  })
  void sharesAndSecretsHaveTheLengthOfTheirGroup(
      String name, int clientShare, int serverShare, int secret) {
    NamedGroup group = NamedGroup.named(name);
    EphemeralKey own = key(group, 1);
    Agreement.Agreed server = agreed(KeyExchange.respond(group, own.share(), Randomness.seeded(2)));
    assertThat(own.share().size())
        .isEqualTo(clientShare)
        .isEqualTo(KeyExchange.clientShareLength(group));
    assertThat(server.serverShare().size())
        .isEqualTo(serverShare)
        .isEqualTo(KeyExchange.serverShareLength(group));
    assertThat(server.sharedSecret().size())
        .isEqualTo(secret)
        .isEqualTo(KeyExchange.sharedSecretLength(group));
  }

  @Test
  @Tag("MTI-03")
  @Tag("MTI-04")
  void groupsStandInOrderOfPreference() {
    assertThat(KeyExchange.supportedGroups())
        .extracting(NamedGroup::name)
        .containsExactly(
            "x25519",
            "secp256r1",
            "X25519MLKEM768",
            "secp384r1",
            "x448",
            "secp521r1",
            "ffdhe2048",
            "ffdhe3072",
            "ffdhe4096",
            "ffdhe6144",
            "ffdhe8192",
            "SecP256r1MLKEM768",
            "SecP384r1MLKEM1024");
    assertThat(KeyExchange.supportedGroups()).allMatch(KeyExchange::supports);
  }

  @Test
  void aGreaseGroupIsNotSupported() {
    NamedGroup grease = new NamedGroup(0x1a1a);
    assertThat(KeyExchange.supports(grease)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.generate(grease, Randomness.seeded(1)))
        .withMessage("unsupported group: 0x1a1a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.checkClientShare(grease, Bytes.of((byte) 0)));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void theSameRandomnessGivesTheSameKeyAndAnswer(NamedGroup group) {
    EphemeralKey own = key(group, 1);
    assertThat(own).isEqualTo(key(group, 1)).hasSameHashCodeAs(key(group, 1));
    assertThat(own.share()).isEqualTo(key(group, 1).share()).isNotEqualTo(key(group, 2).share());
    assertThat(KeyExchange.respond(group, own.share(), Randomness.seeded(2)))
        .isEqualTo(KeyExchange.respond(group, own.share(), Randomness.seeded(2)))
        .isNotEqualTo(KeyExchange.respond(group, own.share(), Randomness.seeded(3)));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aKeyComesBackFromItsPrivateOctets(NamedGroup group) {
    EphemeralKey own = key(group, 5);
    EphemeralKey again = KeyExchange.fromPrivate(group, own.privateKey());
    assertThat(again).isEqualTo(own).isNotEqualTo(key(group, 6));
    assertThat(again.share()).isEqualTo(own.share());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aKeyNeverShowsItsPrivateOctets(NamedGroup group) {
    EphemeralKey own = key(group, 5);
    assertThat(own.toString())
        .contains(group.name(), own.share().hex())
        .doesNotContain(own.privateKey().hex());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void refusingAShareDrawsNoRandomness(NamedGroup group) {
    Randomness none =
        length -> {
          throw new AssertionError("drew " + length + " octets");
        };
    assertThat(KeyExchange.respond(group, Bytes.of((byte) 4), none))
        .isInstanceOf(Agreement.Refused.class);
  }

  @Test
  void aServerKeyOfAnotherGroupIsAProgrammersFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeyExchange.respond(
                    NamedGroup.X25519, Bytes.repeat(9, 32), key(NamedGroup.X448, 1)))
        .withMessage("a key of x448 cannot serve x25519");
  }

  @Test
  void aServerHasNoKeyOfItsOwnForAHybrid() {
    EphemeralKey hybrid = key(NamedGroup.X25519MLKEM768, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.respond(NamedGroup.X25519MLKEM768, hybrid.share(), hybrid))
        .withMessage("a server has no key of its own for X25519MLKEM768");
  }

  @Provide
  Arbitrary<NamedGroup> group() {
    return Arbitraries.of(KeyExchange.supportedGroups());
  }

  /** Draws shares that are sound, damaged in one octet, cut short, too long or plain noise. */
  @Provide
  Arbitrary<Attempt> attempt() {
    return Combinators.combine(group(), Arbitraries.integers().between(0, 5), Arbitraries.longs())
        .as(
            (group, kind, seed) -> {
              Bytes sound = key(group, seed).share();
              int place = (int) Long.remainderUnsigned(seed, sound.size());
              Bytes share =
                  switch (kind) {
                    case 0 -> sound;
                    case 1 -> Shares.damaged(sound, place, 1 + (int) (seed & 0x7f));
                    case 2 -> sound.slice(0, place);
                    case 3 -> Bytes.concat(sound, Bytes.of(seed.byteValue()));
                    case 4 -> Randomness.seeded(seed).next(sound.size());
                    default -> Randomness.seeded(seed).next(KeyExchange.serverShareLength(group));
                  };
              return new Attempt(group, share);
            });
  }

  private static List<Violation> refusal(Agreement agreement) {
    return agreement instanceof Agreement.Refused refused
        ? List.of(refused.violation())
        : List.of();
  }

  @Test
  @Tag("SG-08")
  void noReservedGroupIsSupported() {
    for (int code = 0; code <= 0xffff; code++) {
      boolean isReserved =
          code <= 0x0016 || (code >= 0x001a && code <= 0x001c) || code == 0xff01 || code == 0xff02;
      assertThat(isReserved && KeyExchange.supports(new NamedGroup(code)))
          .as("group 0x%04x", code)
          .isFalse();
    }
  }

  /** Draws two keys of each group, as for two connections, or for a hybrid and its part. */
  @Test
  @Tag("KS-05")
  @Tag("KS-17")
  @Tag("HY-05")
  void everyKeyOfAFreshSourceIsAnotherOne() {
    KeySource source = KeySource.fresh(Randomness.seeded(1));
    List<Bytes> shares =
        Stream.of(
                NamedGroup.X25519,
                NamedGroup.X25519,
                NamedGroup.SECP256R1,
                NamedGroup.SECP256R1,
                NamedGroup.X448,
                NamedGroup.X448,
                NamedGroup.FFDHE2048,
                NamedGroup.FFDHE2048,
                NamedGroup.X25519MLKEM768,
                NamedGroup.X25519MLKEM768)
            .map(group -> source.keyFor(group).share())
            .toList();

    assertThat(shares).doesNotHaveDuplicates();
    Bytes hybrid = shares.get(8);
    assertThat(hybrid.slice(hybrid.size() - 32, hybrid.size())).isNotIn(shares);
  }

  @ParameterizedTest
  @Tag("KS-18")
  @MethodSource("groups")
  void aShareThatComesAgainIsAnsweredAgain(NamedGroup group) {
    Bytes share = key(group, 1).share();
    Randomness randomness = Randomness.seeded(2);

    Agreement first = KeyExchange.respond(group, share, randomness);
    Agreement again = KeyExchange.respond(group, share, randomness);

    assertThat(first).isInstanceOf(Agreement.Agreed.class);
    assertThat(again).isInstanceOf(Agreement.Agreed.class).isNotEqualTo(first);
  }
}

package helloagain.keyexchange;

import static helloagain.keyexchange.Shares.agreed;
import static helloagain.keyexchange.Shares.assertClientShareRefused;
import static helloagain.keyexchange.Shares.assertServerShareRefused;
import static helloagain.keyexchange.Shares.damaged;
import static helloagain.keyexchange.Shares.key;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.SECP256R1MLKEM768;
import static helloagain.message.NamedGroup.SECP384R1;
import static helloagain.message.NamedGroup.SECP384R1MLKEM1024;
import static helloagain.message.NamedGroup.X25519;
import static helloagain.message.NamedGroup.X25519MLKEM768;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HybridTests {
  /** Lays out a hybrid by its lengths in octets, apart from the code under test. */
  enum Layout {
    X25519_FIRST_KEM(X25519MLKEM768, X25519, MlKem.ML_KEM_768, true, 32, 32, 1184, 1088),
    P256(SECP256R1MLKEM768, SECP256R1, MlKem.ML_KEM_768, false, 65, 32, 1184, 1088),
    P384(SECP384R1MLKEM1024, SECP384R1, MlKem.ML_KEM_1024, false, 97, 48, 1568, 1568);

    final NamedGroup group;
    final NamedGroup classical;
    final MlKem kem;
    final boolean kemFirst;
    final int point;
    final int coordinate;
    final int key;
    final int ciphertext;

    Layout(
        NamedGroup group,
        NamedGroup classical,
        MlKem kem,
        boolean kemFirst,
        int point,
        int coordinate,
        int key,
        int ciphertext) {
      this.group = group;
      this.classical = classical;
      this.kem = kem;
      this.kemFirst = kemFirst;
      this.point = point;
      this.coordinate = coordinate;
      this.key = key;
      this.ciphertext = ciphertext;
    }

    int pointAt(int kemLength) {
      return kemFirst ? kemLength : 0;
    }

    int kemAt() {
      return kemFirst ? 0 : point;
    }
  }

  static List<NamedGroup> groups() {
    return List.of(X25519MLKEM768, SECP256R1MLKEM768, SECP384R1MLKEM1024);
  }

  /** Compares each part of the secret with what that part of the share gives by itself. */
  @ParameterizedTest
  @Tag("HY-01")
  @Tag("HY-02")
  @Tag("HY-08")
  @Tag("HY-14")
  @EnumSource
  void partsStandInTheOrderOfTheGroup(Layout layout) {
    EphemeralKey own = key(layout.group, 1);
    Agreement.Agreed agreed =
        agreed(KeyExchange.respond(layout.group, own.share(), Randomness.seeded(2)));

    int scalarAt = layout.kemFirst ? MlKem.SEED_LENGTH : 0;
    int seedAt = layout.kemFirst ? 0 : layout.coordinate;
    Bytes scalar = own.privateKey().slice(scalarAt, scalarAt + layout.coordinate);
    Bytes seed = own.privateKey().slice(seedAt, seedAt + MlKem.SEED_LENGTH);
    Bytes point = part(agreed.serverShare(), layout.pointAt(layout.ciphertext), layout.point);
    Bytes ciphertext = part(agreed.serverShare(), layout.kemAt(), layout.ciphertext);

    EphemeralKey classical = KeyExchange.fromPrivate(layout.classical, scalar);
    assertThat(part(own.share(), layout.pointAt(layout.key), layout.point))
        .isEqualTo(classical.share());
    assertThat(part(own.share(), layout.kemAt(), layout.key))
        .isEqualTo(layout.kem.encapsulationKey(seed));

    Bytes classicalSecret = agreed(KeyExchange.finish(classical, point)).sharedSecret();
    Bytes kemSecret = layout.kem.decapsulate(seed, ciphertext);
    assertThat(agreed.sharedSecret())
        .isEqualTo(
            layout.kemFirst
                ? Bytes.concat(kemSecret, classicalSecret)
                : Bytes.concat(classicalSecret, kemSecret));
  }

  @ParameterizedTest
  @Tag("HY-02")
  @MethodSource("groups")
  void aShareOfAnotherLengthIsRefused(NamedGroup group) {
    for (int change : new int[] {-1, 1, -32, 32}) {
      assertClientShareRefused(
          group,
          Bytes.repeat(4, KeyExchange.clientShareLength(group) + change),
          Rule.HYBRID_CLIENT_SHARE_LENGTH);
      assertServerShareRefused(
          group,
          Bytes.repeat(4, KeyExchange.serverShareLength(group) + change),
          Rule.HYBRID_SERVER_SHARE_LENGTH);
    }
    assertClientShareRefused(group, Bytes.EMPTY, Rule.HYBRID_CLIENT_SHARE_LENGTH);
    assertServerShareRefused(group, Bytes.EMPTY, Rule.HYBRID_SERVER_SHARE_LENGTH);
  }

  @Test
  void aClientShareIsNoServerShare() {
    Bytes share = key(X25519MLKEM768, 1).share();
    assertServerShareRefused(X25519MLKEM768, share, Rule.HYBRID_SERVER_SHARE_LENGTH);
  }

  @ParameterizedTest
  @EnumSource
  void anEncapsulationKeyWithACoefficientFromQUpwardsIsRefused(Layout layout) {
    Bytes share = key(layout.group, 1).share();
    for (int octet : new int[] {0, 1, 383, layout.key - 34}) {
      byte[] octets = share.toArray();
      int pair = layout.kemAt() + octet / 3 * 3;
      octets[pair] = (byte) 0xff;
      octets[pair + 1] = (byte) 0xff;
      octets[pair + 2] = (byte) 0xff;
      assertClientShareRefused(layout.group, Bytes.of(octets), Rule.ENCAPSULATION_KEY_IS_VALID);
    }
  }

  @ParameterizedTest
  @Tag("HY-12")
  @EnumSource(names = {"P256", "P384"})
  void theClassicalPartReportsItsOwnRule(Layout layout) {
    Bytes clientShare = key(layout.group, 1).share();
    Bytes serverShare =
        agreed(KeyExchange.respond(layout.group, clientShare, Randomness.seeded(2))).serverShare();
    assertClientShareRefused(layout.group, damaged(clientShare, 0, 2), Rule.POINT_IS_UNCOMPRESSED);
    assertServerShareRefused(layout.group, damaged(serverShare, 0, 2), Rule.POINT_IS_UNCOMPRESSED);
    assertClientShareRefused(
        layout.group, damaged(clientShare, layout.point - 1, 1), Rule.POINT_IS_ON_CURVE);
    assertServerShareRefused(
        layout.group, damaged(serverShare, layout.point - 1, 1), Rule.POINT_IS_ON_CURVE);
  }

  @Test
  @Tag("HY-13")
  void theX25519PartOfSmallOrderIsRefused() {
    Bytes clientShare = key(X25519MLKEM768, 1).share();
    Bytes serverShare =
        agreed(KeyExchange.respond(X25519MLKEM768, clientShare, Randomness.seeded(2)))
            .serverShare();
    Bytes zero = Bytes.repeat(0, 32);
    assertClientShareRefused(
        X25519MLKEM768,
        Bytes.concat(clientShare.slice(0, 1184), zero),
        Rule.SHARED_SECRET_IS_NOT_ZERO);
    assertServerShareRefused(
        X25519MLKEM768,
        Bytes.concat(serverShare.slice(0, 1088), zero),
        Rule.SHARED_SECRET_IS_NOT_ZERO);
  }

  /** Breaks both parts; the one that stands first in the share decides. */
  @Test
  void theFirstBrokenPartDecides() {
    Bytes badKey = Bytes.repeat(0xff, 1184);
    assertClientShareRefused(
        X25519MLKEM768, Bytes.concat(badKey, Bytes.repeat(0, 32)), Rule.ENCAPSULATION_KEY_IS_VALID);
    assertClientShareRefused(
        SECP256R1MLKEM768, Bytes.concat(Bytes.repeat(4, 65), badKey), Rule.POINT_IS_ON_CURVE);
  }

  @ParameterizedTest
  @Tag("HY-11")
  @EnumSource
  void aDamagedCiphertextGivesAnotherSecretAndNoFailure(Layout layout) {
    EphemeralKey own = key(layout.group, 1);
    Agreement.Agreed server =
        agreed(KeyExchange.respond(layout.group, own.share(), Randomness.seeded(2)));
    for (int place : new int[] {0, layout.ciphertext / 2, layout.ciphertext - 1}) {
      Bytes share = damaged(server.serverShare(), layout.kemAt() + place, 1);
      assertThat(KeyExchange.checkServerShare(layout.group, share)).isEmpty();
      Agreement.Agreed client = agreed(KeyExchange.finish(own, share));
      assertThat(client.sharedSecret()).isNotEqualTo(server.sharedSecret());
      int classicalAt = layout.kemFirst ? 32 : 0;
      assertThat(part(client.sharedSecret(), classicalAt, layout.coordinate))
          .isEqualTo(part(server.sharedSecret(), classicalAt, layout.coordinate));
    }
  }

  @Test
  void privateOctetsOfAnotherLengthAreAProgrammersFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.fromPrivate(X25519MLKEM768, Bytes.repeat(1, 32)))
        .withMessage("hybrid private key of 32 octets");
  }

  private static Bytes part(Bytes octets, int from, int length) {
    return octets.slice(from, from + length);
  }

  @ParameterizedTest
  @Tag("HY-04")
  @EnumSource
  void everyAnswerDrawsAnotherCiphertext(Layout layout) {
    Bytes share = key(layout.group, 1).share();
    Randomness randomness = Randomness.seeded(2);

    Bytes first = agreed(KeyExchange.respond(layout.group, share, randomness)).serverShare();
    Bytes again = agreed(KeyExchange.respond(layout.group, share, randomness)).serverShare();

    assertThat(part(first, layout.kemAt(), layout.ciphertext))
        .isNotEqualTo(part(again, layout.kemAt(), layout.ciphertext));
  }
}

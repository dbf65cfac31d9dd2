package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.BigIntegers;

/**
 * Lists values of {@code key_exchange} that a receiver must refuse (RFC 8446, 4.2.8.1, 4.2.8.2,
 * 7.4.2; RFC 10024, 4): wrong lengths, values out of range, points off the curve, points of small
 * order. For tests and vectors.
 */
public final class InvalidShares {
  private InvalidShares() {}

  /**
   * Is such a value.
   *
   * @param words what is wrong with it
   * @param share the octets
   */
  public record Invalid(String words, Bytes share) {}

  /**
   * Returns those of a group.
   *
   * @param valid a share of the group that is as it should be, by the same peer
   * @param byClient whether a client sends it
   * @throws IllegalArgumentException if the group is not supported
   */
  public static List<Invalid> of(NamedGroup group, Bytes valid, boolean byClient) {
    List<Invalid> all = new ArrayList<>();
    all.add(new Invalid("one octet less", valid.slice(0, valid.size() - 1)));
    all.add(new Invalid("one octet more", Bytes.concat(valid, Bytes.repeat(0, 1))));
    Scheme scheme = KeyExchange.scheme(group);
    if (scheme instanceof Hybrid hybrid) {
      all.addAll(ofHybrid(hybrid, valid, byClient));
    } else if (scheme instanceof Classical classical) {
      all.addAll(ofClassical(classical, valid));
    }
    return all.stream().filter(one -> isRefused(group, one.share(), byClient)).toList();
  }

  private static boolean isRefused(NamedGroup group, Bytes share, boolean byClient) {
    return (byClient
            ? KeyExchange.checkClientShare(group, share)
            : KeyExchange.checkServerShare(group, share))
        .isPresent();
  }

  private static List<Invalid> ofClassical(Classical classical, Bytes valid) {
    if (classical instanceof FiniteField field) {
      BigInteger p = field.prime();
      return List.of(
          number("0", BigInteger.ZERO, valid.size()),
          number("1", BigInteger.ONE, valid.size()),
          number("p-1", p.subtract(BigInteger.ONE), valid.size()),
          number("p", p, valid.size()),
          number("p+1", p.add(BigInteger.ONE), valid.size()));
    }
    if (classical instanceof Montgomery curve) {
      BigInteger p = curve.prime();
      List<Invalid> all = new ArrayList<>();
      all.add(coordinate("0", BigInteger.ZERO, valid.size()));
      all.add(coordinate("1, of small order", BigInteger.ONE, valid.size()));
      if (curve == Montgomery.CURVE25519) {
        all.add(
            new Invalid(
                "a point of order 8",
                Bytes.hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")));
        all.add(
            new Invalid(
                "another point of order 8",
                Bytes.hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")));
      }
      all.add(coordinate("p-1, of small order", p.subtract(BigInteger.ONE), valid.size()));
      all.add(coordinate("p, which stands for 0", p, valid.size()));
      all.add(coordinate("p+1, which stands for 1", p.add(BigInteger.ONE), valid.size()));
      return all;
    }
    int length = (valid.size() - 1) / 2;
    Bytes x = valid.slice(1, 1 + length);
    Bytes y = valid.slice(1 + length, valid.size());
    byte[] off = y.toArray();
    off[length - 1] ^= 1;
    return List.of(
        new Invalid("a point off the curve", point(4, x, Bytes.of(off))),
        new Invalid("coordinates of 0", point(4, Bytes.repeat(0, length), Bytes.repeat(0, length))),
        new Invalid(
            "coordinates not below p",
            point(4, Bytes.repeat(0xff, length), Bytes.repeat(0xff, length))),
        new Invalid("the hybrid form of a point", point(6 + (y.at(length - 1) & 1), x, y)),
        new Invalid("the compressed form of a point", point(2 + (y.at(length - 1) & 1), x)),
        new Invalid("the point at infinity", Bytes.repeat(0, 1)),
        new Invalid("coordinates without a form", Bytes.concat(x, y)));
  }

  private static List<Invalid> ofHybrid(Hybrid hybrid, Bytes valid, boolean byClient) {
    int classicalLength = hybrid.classical().shareLength();
    int kemLength = valid.size() - classicalLength;
    int classicalAt = hybrid.kemFirst() ? kemLength : 0;
    Bytes classical = valid.slice(classicalAt, classicalAt + classicalLength);
    int kemAt = hybrid.kemFirst() ? 0 : classicalLength;
    Bytes kem = valid.slice(kemAt, kemAt + kemLength);
    List<Invalid> all = new ArrayList<>();
    if (byClient) {
      // RFC 10024, 4.2: a coefficient must be below q = 3329.
      Bytes first = Bytes.repeat(0xff, 3);
      all.add(
          joined(
              hybrid,
              "a coefficient of ML-KEM not below q",
              classical,
              Bytes.concat(first, kem.slice(3, kem.size()))));
    }
    for (Invalid part : ofClassical(hybrid.classical(), classical)) {
      if (part.share().size() == classicalLength) {
        all.add(joined(hybrid, part.words() + " beside ML-KEM", part.share(), kem));
      }
    }
    return all;
  }

  private static Invalid joined(Hybrid hybrid, String words, Bytes classical, Bytes kem) {
    return new Invalid(
        words, hybrid.kemFirst() ? Bytes.concat(kem, classical) : Bytes.concat(classical, kem));
  }

  private static Invalid number(String words, BigInteger value, int length) {
    return new Invalid(
        "the value " + words, Bytes.of(BigIntegers.asUnsignedByteArray(length, value)));
  }

  /** RFC 7748, 5: coordinates are little-endian. */
  private static Invalid coordinate(String words, BigInteger value, int length) {
    byte[] big = BigIntegers.asUnsignedByteArray(length, value);
    byte[] little = new byte[length];
    for (int i = 0; i < length; i++) {
      little[i] = big[length - 1 - i];
    }
    return new Invalid("the coordinate " + words, Bytes.of(little));
  }

  private static Bytes point(int form, Bytes... coordinates) {
    return Bytes.concat(Bytes.of((byte) form), Bytes.concat(coordinates));
  }
}

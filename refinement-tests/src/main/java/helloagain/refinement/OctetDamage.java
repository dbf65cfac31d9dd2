package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import helloagain.refinement.HostileMove.Edit;
import helloagain.wire.HandshakeCodec;
import java.util.List;

/** Damages the octets of a handshake message, without a look at what they mean. */
final class OctetDamage {
  private static final int HEADER = 4;
  private static final int MOST_OCTETS = 4;

  private OctetDamage() {}

  /** Applies those of the edits that are edits of octets, in order. */
  static Bytes of(Bytes message, List<Edit> edits) {
    Bytes octets = message;
    for (Edit edit : edits) {
      octets = of(octets, edit);
    }
    return octets;
  }

  private static Bytes of(Bytes message, Edit edit) {
    int value = edit.value();
    Bytes body = message.slice(HEADER, message.size());
    return switch (edit.kind()) {
      case OCTETS_LESS -> framed(message, body.slice(0, Math.max(0, body.size() - 1 - value)));
      case OCTET_CHANGED -> {
        byte[] octets = message.toArray();
        octets[value % octets.length] ^= (byte) mask(value);
        yield Bytes.of(octets);
      }
      case OCTETS_CUT -> {
        int at = value % (body.size() + 1);
        int to = Math.min(body.size(), at + size(value));
        yield framed(message, Bytes.concat(body.slice(0, at), body.slice(to, body.size())));
      }
      case OCTETS_INSERTED -> {
        int at = value % (body.size() + 1);
        yield framed(
            message,
            Bytes.concat(
                body.slice(0, at),
                Bytes.repeat(mask(value), size(value)),
                body.slice(at, body.size())));
      }
      default -> message;
    };
  }

  /** Keeps the header true, so that the damage is found in the body and not by its length. */
  private static Bytes framed(Bytes message, Bytes body) {
    return HandshakeCodec.frame(new HandshakeType(message.at(0)), body);
  }

  /** Returns some bits, one at least, that do not go along with the place. */
  private static int mask(int value) {
    return 1 + (value * 31 + value / 255) % 255;
  }

  private static int size(int value) {
    return 1 + value / 7 % MOST_OCTETS;
  }
}

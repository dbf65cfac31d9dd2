package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.refinement.graph.Side;
import helloagain.transcript.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes ids of what they name: a digest of its JSON. The same content has the same id for ever, and
 * another content another one.
 */
final class Ids {
  private static final int DIGITS = 12;

  private Ids() {}

  static String of(TestedPeer peer) {
    return "p" + digest(VectorJson.write(peer).toString());
  }

  static String of(Message.Content content) {
    return "m" + digest(VectorJson.write(content).toString());
  }

  static String ofSteps(Side role, List<Vector.Step> steps) {
    return (role == Side.CLIENT ? "c" : "s") + digest(VectorJson.write(steps).toString());
  }

  private static String digest(String text) {
    return HashAlgorithm.SHA256
        .hash(Bytes.of(text.getBytes(StandardCharsets.UTF_8)))
        .hex()
        .substring(0, DIGITS);
  }
}

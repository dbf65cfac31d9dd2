package helloagain.live;

import helloagain.flight.Credentials;
import helloagain.message.Bytes;
import helloagain.signature.SigningKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in textual encoding (RFC 7468). */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  private Pem() {}

  /**
   * Reads the certificates of a text, in their order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Bytes> certificates(String text) {
    List<Bytes> certificates = blocks(text, CERTIFICATE);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("there is no CERTIFICATE");
    }
    return certificates;
  }

  /**
   * Reads a chain and the key of its first certificate.
   *
   * @param key a PRIVATE KEY, which is PKCS #8
   * @throws IllegalArgumentException if one of them is not there, or cannot be used
   */
  public static Credentials credentials(String chain, String key) {
    List<Bytes> keys = blocks(key, PRIVATE_KEY);
    if (keys.size() != 1) {
      throw new IllegalArgumentException(
          "there is not one PRIVATE KEY; 'openssl pkcs8 -topk8 -nocrypt' makes one of other kinds");
    }
    return new Credentials(certificates(chain), SigningKey.of(keys.get(0)));
  }

  private static List<Bytes> blocks(String text, String label) {
    List<Bytes> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(label)) {
        blocks.add(Bytes.of(Base64.getMimeDecoder().decode(matcher.group(2))));
      }
    }
    return List.copyOf(blocks);
  }
}

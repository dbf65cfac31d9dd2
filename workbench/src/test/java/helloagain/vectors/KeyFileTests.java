package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the published private keys to their form, to their shares, which are computed here by other
 * means than those of the reference, and to the shares that the vectors send.
 */
class KeyFileTests {
  private static final int SEED = 64;
  private static final Bytes FILLER = Bytes.repeat(0, 32);

  private static final JsonNode PUBLISHED = published();

  private static JsonNode published() {
    try {
      return JsonMapper.builder().build().readTree(Files.readString(KeyFile.in(Published.FOLDER)));
    } catch (IOException e) {
      throw new UncheckedIOException("the published keys", e);
    }
  }

  private static Stream<KeyFile.Key> keys() {
    List<KeyFile.Key> keys = new ArrayList<>();
    for (JsonNode key : PUBLISHED.get("keys")) {
      keys.add(
          new KeyFile.Key(
              NamedGroup.named(key.get("group").asText()),
              key.get("hello").asText(),
              Bytes.hex(key.get("key_exchange").asText()),
              Bytes.hex(key.get("private").asText())));
    }
    return keys.stream();
  }

  // The form.

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Published.FOLDER.resolve("keys.schema.json")));
  }

  @Test
  void publishedFileHasTheFormOfTheSchema() throws IOException {
    assertThat(schema().validate(PUBLISHED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\"version\": 1, \"version\": 2",
    "\"hello\":\"client_hello\", \"hello\":\"hello\"",
    "\"private\":\", \"private\":\"0",
    "\"group\":\"x25519\", \"name\":\"x25519\""
  })
  void fileOfAnotherFormIsRefused(String from, String to) throws IOException {
    String text = KeyFile.text();
    assertThat(text).contains(from);
    assertThat(schema().validate(JsonMapper.builder().build().readTree(text.replace(from, to))))
        .isNotEmpty();
  }

  @Test
  void samePoolGivesTheSameFile() {
    assertThat(KeyFile.in(Published.FOLDER)).hasContent(KeyFile.text());
  }

  // The shares.

  @ParameterizedTest
  @MethodSource("keys")
  void privateKeyGivesItsShare(KeyFile.Key key) {
    assertThat(share(key.group(), key.privateKey())).isEqualTo(key.keyExchange());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anotherPrivateKeyGivesAnotherShare(KeyFile.Key key) {
    byte[] other = key.privateKey().toArray();
    // Neither one of the bits of a scalar that do not count (RFC 7748, 5), nor in the second half
    // of
    // a seed, which the share does not tell (FIPS 203, 7.1).
    other[0] ^= 0x10;
    assertThat(share(key.group(), Bytes.of(other))).isNotEqualTo(key.keyExchange());
  }

  /** Computes a share with Bouncy Castle alone, by what the page of the vectors says of keys. */
  private static Bytes share(NamedGroup group, Bytes key) {
    return switch (group.name()) {
      case "x25519" ->
          Bytes.of(new X25519PrivateKeyParameters(key.toArray()).generatePublicKey().getEncoded());
      case "x448" ->
          Bytes.of(new X448PrivateKeyParameters(key.toArray()).generatePublicKey().getEncoded());
      case "secp256r1", "secp384r1", "secp521r1" -> point(group.name(), key);
      case "X25519MLKEM768" ->
          Bytes.concat(
              encapsulationKey(MLKEMParameters.ml_kem_768, key.slice(0, SEED)),
              share(NamedGroup.X25519, key.slice(SEED, key.size())));
      case "SecP256r1MLKEM768" ->
          Bytes.concat(
              point("secp256r1", key.slice(0, key.size() - SEED)),
              encapsulationKey(
                  MLKEMParameters.ml_kem_768, key.slice(key.size() - SEED, key.size())));
      case "SecP384r1MLKEM1024" ->
          Bytes.concat(
              point("secp384r1", key.slice(0, key.size() - SEED)),
              encapsulationKey(
                  MLKEMParameters.ml_kem_1024, key.slice(key.size() - SEED, key.size())));
      default -> power(group, key);
    };
  }

  private static Bytes point(String curve, Bytes scalar) {
    return Bytes.of(
        CustomNamedCurves.getByName(curve)
            .getG()
            .multiply(new BigInteger(1, scalar.toArray()))
            .normalize()
            .getEncoded(false));
  }

  private static Bytes encapsulationKey(MLKEMParameters parameters, Bytes seed) {
    return Bytes.of(new MLKEMPrivateKeyParameters(parameters, seed.toArray()).getPublicKey());
  }

  private static Bytes power(NamedGroup group, Bytes exponent) {
    DHParameters field =
        switch (group.name()) {
          case "ffdhe2048" -> DHStandardGroups.rfc7919_ffdhe2048;
          case "ffdhe3072" -> DHStandardGroups.rfc7919_ffdhe3072;
          case "ffdhe4096" -> DHStandardGroups.rfc7919_ffdhe4096;
          case "ffdhe6144" -> DHStandardGroups.rfc7919_ffdhe6144;
          case "ffdhe8192" -> DHStandardGroups.rfc7919_ffdhe8192;
          default -> throw new IllegalArgumentException(group.name());
        };
    return Bytes.of(
        BigIntegers.asUnsignedByteArray(
            field.getP().bitLength() / Byte.SIZE,
            field.getG().modPow(new BigInteger(1, exponent.toArray()), field.getP())));
  }

  // The vectors.

  /** Is a share that a vector sends, and that a peer can use. */
  private record Sent(String hello, KeyShareEntry share) {}

  private static Stream<Sent> sent(VectorSource source) {
    return Published.set(source).messages().values().stream()
        .flatMap(message -> hello(message).stream())
        .flatMap(
            hello ->
                hello instanceof ClientHello offer
                    ? Hellos.shares(offer).stream()
                        .filter(share -> isUsable(share, KeyExchange::checkClientShare))
                        .map(share -> new Sent("client_hello", share))
                    : hello instanceof ServerHello reply
                        ? Hellos.serverShare(reply).stream()
                            .filter(share -> isUsable(share, KeyExchange::checkServerShare))
                            .map(share -> new Sent("server_hello", share))
                        : Stream.empty());
  }

  /** Finds the rule that a share breaks. */
  private interface Check {
    Optional<?> broken(NamedGroup group, Bytes share);
  }

  private static boolean isUsable(KeyShareEntry share, Check check) {
    return KeyExchange.supports(share.group())
        && check.broken(share.group(), share.keyExchange()).isEmpty();
  }

  private static Optional<HandshakeMessage> hello(Message message) {
    return message.content() instanceof Message.Content.Handshake handshake
            && Received.parse(Part.octets(handshake.parts(), any -> FILLER), Profile.RFC8446)
                instanceof Received.HandshakeReceived read
        ? Optional.of(read.message())
        : Optional.empty();
  }

  private static Set<Sent> withoutKey(VectorSource source) {
    Set<Sent> known =
        keys()
            .map(key -> new Sent(key.hello(), new KeyShareEntry(key.group(), key.keyExchange())))
            .collect(Collectors.toSet());
    return sent(source).filter(one -> !known.contains(one)).collect(Collectors.toSet());
  }

  /** The share of a server in a hybrid holds a ciphertext for one client, and no key. */
  private static boolean isAnswerToHybrid(Sent sent) {
    return sent.hello().equals("server_hello") && KeyExchange.isHybrid(sent.share().group());
  }

  @ParameterizedTest
  @EnumSource(VectorSource.class)
  void validShareThatAVectorSendsHasItsKeyThere(VectorSource source) {
    assertThat(withoutKey(source)).allMatch(KeyFileTests::isAnswerToHybrid);
  }

  @Test
  void onlyTheSharesOfServersInHybridsHaveNoKey() {
    assertThat(withoutKey(VectorSource.CLIENT_VALUES))
        .extracting(sent -> sent.share().group())
        .containsExactlyInAnyOrder(
            NamedGroup.X25519MLKEM768, NamedGroup.SECP256R1MLKEM768, NamedGroup.SECP384R1MLKEM1024);
  }

  @ParameterizedTest
  @EnumSource(
      value = VectorSource.class,
      names = {"CLIENT_VALUES", "SERVER_VALUES"})
  void validSharesOfEveryGroupAreLookedAt(VectorSource source) {
    assertThat(sent(source).map(one -> one.share().group()).collect(Collectors.toSet()))
        .containsAll(KeyExchange.supportedGroups());
  }
}

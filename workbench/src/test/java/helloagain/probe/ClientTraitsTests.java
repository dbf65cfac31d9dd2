package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.vectors.Place;
import helloagain.vectors.VectorFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients that leave a test nothing that they do not offer. */
final class ClientTraitsTests {
  private static ClientTraits client(List<NamedGroup> groups, List<CipherSuite> suites) {
    return new ClientTraits(
        new ClientSetup(
                groups,
                Set.of(),
                suites,
                List.of(ProtocolVersion.TLS_13),
                MessageConcretion.SESSION_ID,
                List.of(),
                0,
                Set.of())
            .config()
            .firstHello());
  }

  private static final List<NamedGroup> ONE_GROUP = List.of(NamedGroup.X25519);
  private static final List<CipherSuite> ONE_SUITE = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);

  @Test
  void clientThatOffersEverySuiteIsNotToldOneThatItDoesNot() {
    ClientTraits client = client(ONE_GROUP, VectorFile.SUITE_CANDIDATES);

    assertThat(client.leavesOpen(Set.of(Place.SUITE_NOT_LISTED))).isPresent();
    assertThat(client.leavesOpen(Set.of(Place.GROUP_NOT_LISTED, Place.SESSION_ID))).isEmpty();
  }

  @Test
  void clientThatOffersEveryGroupIsNotToldOneThatItDoesNot() {
    ClientTraits client = client(VectorFile.GROUP_CANDIDATES, ONE_SUITE);

    assertThat(client.leavesOpen(Set.of(Place.GROUP_NOT_LISTED))).isPresent();
    assertThat(client.leavesOpen(Set.of(Place.SUITE_NOT_LISTED))).isEmpty();
  }
}

package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.message.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the published files to their form, and their reader to what it says of others. */
class VectorStoreTests {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(VectorSource.class)
  void aPublishedFileHasTheFormOfTheSchema(VectorSource source) {
    assertThat(Published.set(source).vectors()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(VectorSource.class)
  void anIdIsADigestOfWhatItNames(VectorSource source) {
    VectorSet set = Published.set(source);
    assertThat(set.messages().entrySet())
        .allSatisfy(
            message ->
                assertThat(Ids.of(message.getValue().content())).isEqualTo(message.getKey()));
    assertThat(set.peers().entrySet())
        .allSatisfy(peer -> assertThat(Ids.of(peer.getValue())).isEqualTo(peer.getKey()));
    assertThat(set.vectors().entrySet())
        .allSatisfy(
            vector ->
                assertThat(Ids.ofSteps(set.role(), vector.getValue().steps()))
                    .isEqualTo(vector.getKey()));
  }

  @ParameterizedTest
  @EnumSource(
      value = VectorSource.class,
      names = {
        "CLIENT_OCTETS",
        "SERVER_OCTETS",
        "CLIENT_FAULTS",
        "CLIENT_RECORDS",
        "SERVER_RECORDS"
      })
  void theSameGraphsGiveTheSameVectors(VectorSource source) {
    assertThat(source.make().set().vectors()).isEqualTo(Published.set(source).vectors());
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    VectorSet set = Published.set(VectorSource.CLIENT_LEGAL);
    Path file = folder.resolve("again.json.gz");
    Files.write(
        file,
        VectorStore.octets(
            file, new VectorFile("again", "The same again", set, new TreeMap<>()).text()));
    assertThat(VectorStore.read(file)).isEqualTo(set);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"role\": \"client\" | \"role\": \"referee\" | $.role",
        "\"version\": 1 | \"version\": 3 | $.version",
        "\"result\":\"must_abort\" | \"result\":\"must_abort\",\"note\":\"\" | note",
        "\"title\": | \"heading\": | heading"
      })
  void aFileOfAnotherFormIsRefusedAtItsPlace(String from, String to, String place)
      throws IOException {
    assertThatThrownBy(() -> VectorStore.read(changed(from.strip(), to.strip())))
        .isInstanceOf(VectorStore.UnusableException.class)
        .hasMessageContaining(place.strip())
        .hasMessageContaining("vectors.schema.json")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTestThatNamesAMessageThatIsNotThereIsRefused() throws IOException {
    String text = VectorStore.text(VectorStore.file(Published.FOLDER, VectorSource.CLIENT_OCTETS));
    String id = Published.set(VectorSource.CLIENT_OCTETS).messages().firstKey();
    Path file = folder.resolve("client-octets.json");
    Files.writeString(file, text.replace("{\"send\":\"" + id, "{\"send\":\"m000000000000"));
    assertThatThrownBy(() -> VectorStore.read(file))
        .isInstanceOf(VectorStore.UnusableException.class)
        .hasMessageContaining("there is no m000000000000, which a test names");
  }

  @Test
  void aFileThatEndsEarlyIsRefusedWithItsLine() throws IOException {
    String text = VectorStore.text(VectorStore.file(Published.FOLDER, VectorSource.CLIENT_OCTETS));
    Path file = folder.resolve("half.json");
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> VectorStore.read(file))
        .isInstanceOf(VectorStore.UnusableException.class)
        .hasMessageContaining("half.json:")
        .hasMessageContaining("no JSON");
  }

  @Test
  void recordsAreOfTheSecondVersionOfTheFormatAlone() throws IOException {
    String text = VectorStore.text(VectorStore.file(Published.FOLDER, VectorSource.CLIENT_RECORDS));
    assertThat(text).contains("\"version\": 2,");
    Path file = folder.resolve("client-records.json");
    Files.writeString(file, text.replace("\"version\": 2,", "\"version\": 1,"));
    assertThatThrownBy(() -> VectorStore.read(file))
        .isInstanceOf(VectorStore.UnusableException.class)
        .hasMessageContaining("$.messages")
        .hasMessageContaining("records");
  }

  @Test
  void recordsThatAreWrittenAreReadAgain() throws IOException {
    VectorSet set = Published.set(VectorSource.SERVER_RECORDS);
    Path file = folder.resolve("again.json");
    Files.write(
        file,
        VectorStore.octets(
            file, new VectorFile("again", "The same again", set, new TreeMap<>()).text()));
    assertThat(VectorStore.read(file)).isEqualTo(set);
  }

  private Path changed(String from, String to) throws IOException {
    String text = VectorStore.text(VectorStore.file(Published.FOLDER, VectorSource.CLIENT_OCTETS));
    assertThat(text).contains(from);
    Path file = folder.resolve("changed.json");
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    return file;
  }

  @Test
  void aLengthIsThatOfItsParts() {
    Part sized =
        new Part.Sized(2, List.of(new Part.Octets(Bytes.hex("0102")), new Part.Fill(Place.COOKIE)));
    Map<Place, Bytes> run = Map.of(Place.COOKIE, Bytes.hex("aabbcc"));
    assertThat(Part.octets(List.of(sized), place -> run.getOrDefault(place, Bytes.EMPTY)))
        .isEqualTo(Bytes.hex("00050102aabbcc"));
  }
}

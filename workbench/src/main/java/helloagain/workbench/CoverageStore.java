package helloagain.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Coverage;
import helloagain.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Keeps which edges were taken, from one run of the command to the next.
 *
 * @param worlds the worlds with edges that were taken
 */
record CoverageStore(List<Taken> worlds) {
  /** Knows of no edge. */
  static final CoverageStore EMPTY = new CoverageStore(List.of());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Copies the list. */
  CoverageStore {
    worlds = List.copyOf(worlds);
  }

  /**
   * The edges of one world.
   *
   * @param states the states of its graph, which tell whether it is still the same
   * @param edges the edges of its graph, likewise
   * @param taken a bit for each edge, in Base64
   */
  record Taken(String world, String profile, long states, long edges, String taken) {
    boolean isOf(BoundedWorld other, Profile document) {
      return world.equals(other.title()) && profile.equals(document.word());
    }
  }

  /** Takes what is known of worlds. */
  static CoverageStore of(List<Coverage> worlds) {
    return new CoverageStore(
        worlds.stream()
            .map(
                world ->
                    new Taken(
                        world.world().title(),
                        world.profile().word(),
                        world.states(),
                        world.total().edges(),
                        Base64.getEncoder().encodeToString(world.taken())))
            .toList());
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it is none that this command has written
   */
  static CoverageStore read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), CoverageStore.class);
    } catch (JsonProcessingException e) {
      throw UserError.unusable(
          file
              + ": this is no file that 'hello coverage --merge' has written: "
              + e.getOriginalMessage());
    }
  }

  /** Tells whether there are edges of a world. */
  boolean knows(BoundedWorld world, Profile profile) {
    return worlds.stream().anyMatch(taken -> taken.isOf(world, profile));
  }

  /**
   * Adds what is known to a world.
   *
   * @throws UserError if the world has another graph now
   */
  void addTo(Coverage coverage) {
    for (Taken known : worlds) {
      if (known.isOf(coverage.world(), coverage.profile())) {
        if (known.states() != coverage.states() || known.edges() != coverage.total().edges()) {
          throw UserError.unusable(
              "the edges that were merged are of another "
                  + known.world()
                  + ", with "
                  + Columns.count(known.edges(), "edge")
                  + "; begin with a new file");
        }
        try {
          coverage.add(Base64.getDecoder().decode(known.taken()));
        } catch (IllegalArgumentException e) {
          throw UserError.unusable(
              "the edges of " + known.world() + " that were merged are damaged");
        }
      }
    }
  }

  /** Writes the file as a whole or not at all. */
  void write(Path file) throws IOException {
    WholeFiles.write(file, Json.text(this));
  }
}

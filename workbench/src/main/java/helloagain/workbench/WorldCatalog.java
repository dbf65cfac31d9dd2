package helloagain.workbench;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.rule.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the worlds and their exact expected results, as {@code models.json} lists them.
 *
 * @param file the file's name for messages
 * @param worlds the worlds, in the order of the file
 */
record WorldCatalog(String file, List<World> worlds) {
  /** The project's own catalogue, as a path from the project's root. */
  static final String PROJECT_FILE = "spec/models/models.json";

  private static final String RESOURCE = "tla/models.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private record Content(List<World> worlds) {}

  /** Copies the list. */
  WorldCatalog {
    worlds = List.copyOf(worlds);
  }

  /** Reads the catalogue that the specification brings along on the class path. */
  static WorldCatalog ofProject() {
    try (InputStream in = WorldCatalog.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw UserError.unusable(PROJECT_FILE + ": missing");
      }
      return parse(PROJECT_FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserError.unusable(PROJECT_FILE + ": " + e.getMessage());
    }
  }

  /** Reads a file. */
  static WorldCatalog read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw UserError.unusable(file + ": cannot be read");
    }
  }

  /**
   * Reads a text.
   *
   * @param file the file's name for messages
   */
  static WorldCatalog parse(String file, String text) {
    List<World> worlds;
    try {
      worlds = JSON.readValue(text, Content.class).worlds();
    } catch (JsonProcessingException e) {
      // Jackson adds which of its own settings made it say so.
      String reason = e.getOriginalMessage().replaceAll("[:;]? ?\\(?`DeserializationFeature.*", "");
      throw UserError.unusable(file + ": " + place(e) + reason);
    }
    if (worlds.isEmpty()) {
      throw UserError.unusable(file + ": there is no world");
    }
    Set<String> labels = new HashSet<>();
    for (World world : worlds) {
      if (!labels.add(world.label())) {
        throw UserError.unusable(file + ": there are two worlds " + world.label());
      }
      Set<String> unknown = new LinkedHashSet<>(world.untaken().keySet());
      unknown.removeAll(world.actions().keySet());
      if (!unknown.isEmpty()) {
        throw UserError.unusable(
            file + ": " + world.label() + ": there is no action " + String.join(", ", unknown));
      }
      if (Profile.withWord(world.profile()).isEmpty()) {
        throw UserError.unusable(
            file + ": " + world.name() + ": " + Profiles.unknown(world.profile()));
      }
    }
    return new WorldCatalog(file, worlds);
  }

  /** Returns the worlds that are checked when nothing else is asked for. */
  List<World> byDefault() {
    return worlds.stream().filter(World::byDefault).toList();
  }

  /**
   * Returns the worlds of the given names, profiles and size, in the order of this catalogue.
   *
   * @param names the names; none stands for all
   */
  List<World> select(List<String> names, Set<Profile> profiles, World.Size size) {
    Set<String> words = profiles.stream().map(Profile::word).collect(Collectors.toSet());
    List<World> ofProfiles =
        worlds.stream()
            .filter(world -> words.contains(world.profile()) && world.size() == size)
            .toList();
    Set<String> known = new LinkedHashSet<>();
    ofProfiles.forEach(world -> known.add(world.name()));
    Set<String> unknown = new LinkedHashSet<>(names);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      boolean isOfAnother = worlds.stream().anyMatch(world -> unknown.contains(world.name()));
      String kind = String.join(", ", words) + (size == World.Size.SMALL ? "" : ", " + size.word());
      throw UserError.unusable(
          "there is no world "
              + String.join(", ", unknown)
              + (isOfAnother ? " of " + kind : "")
              + "; there are "
              + String.join(", ", known));
    }
    return ofProfiles.stream().filter(w -> names.isEmpty() || names.contains(w.name())).toList();
  }

  /**
   * Estimates how many states a world has that nobody has counted: it grows from the medium one as
   * that one grows from the small one.
   *
   * @return empty if one of these is not counted either
   */
  OptionalLong estimatedStates(World world) {
    Map<World.Size, World> siblings = new EnumMap<>(World.Size.class);
    worlds.stream()
        .filter(other -> other.name().equals(world.name()))
        .filter(other -> other.profile().equals(world.profile()) && other.isCounted())
        .forEach(other -> siblings.put(other.size(), other));
    World small = siblings.get(World.Size.SMALL);
    World medium = siblings.get(World.Size.MEDIUM);
    return small == null || medium == null
        ? OptionalLong.empty()
        : OptionalLong.of(medium.states() * medium.states() / small.states());
  }

  /** Returns this catalogue with some worlds replaced by others of the same name and profile. */
  WorldCatalog with(List<World> changed) {
    Map<String, World> byLabel =
        changed.stream().collect(Collectors.toMap(World::label, Function.identity()));
    List<World> result = new ArrayList<>();
    for (World world : worlds) {
      result.add(Objects.requireNonNullElse(byLabel.get(world.label()), world));
    }
    return new WorldCatalog(file, result);
  }

  /** Returns the text of the file. */
  String text() {
    return Json.text(new Content(worlds));
  }

  /** Writes the file as a whole or not at all. */
  void write(Path file) throws IOException {
    WholeFiles.write(file, text());
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }
}

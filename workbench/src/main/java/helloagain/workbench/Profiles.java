package helloagain.workbench;

import helloagain.rule.Profile;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the profiles that people name on the command line. */
final class Profiles {
  private Profiles() {}

  /**
   * Finds a profile.
   *
   * @param word its word, or nothing
   * @throws UserError if there is no such profile
   */
  static Optional<Profile> of(@Nullable String word) {
    if (word == null) {
      return Optional.empty();
    }
    Optional<Profile> profile = Profile.withWord(word);
    if (profile.isEmpty()) {
      throw UserError.unusable(unknown(word));
    }
    return profile;
  }

  /** Says in one line that there is no profile of that word, and which there are. */
  static String unknown(String word) {
    return "there is no profile "
        + word
        + "; there are "
        + Arrays.stream(Profile.values()).map(Profile::word).collect(Collectors.joining(", "));
  }
}

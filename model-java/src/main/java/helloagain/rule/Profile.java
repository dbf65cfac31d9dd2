package helloagain.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names the document to follow where RFC 8446 and its successor differ. */
public enum Profile {
  /** TLS 1.3 as published in 2018. */
  RFC8446,
  /** The revision that replaces it. */
  RFC9846;

  /** Returns the value of the constant {@code Profile} in the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a profile by its word, such as {@code rfc8446}. */
  public static Optional<Profile> withWord(String word) {
    return Arrays.stream(values()).filter(profile -> profile.word().equals(word)).findFirst();
  }
}

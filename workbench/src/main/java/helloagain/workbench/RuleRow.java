package helloagain.workbench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds one rule of the hello exchange: a row of {@code spec/rules.csv}.
 *
 * <p>Level and who are those of the sentence: whom it binds, and how strongly. Where a receiver
 * checks the rule, {@code receiver} says who that is and how strongly it is bound to act, which may
 * be another peer and another level.
 *
 * @param id the id, such as {@code HRR-07}
 * @param sections the sections, of RFC 8446 unless one names another document
 * @param rfc9846 the sections of RFC 9846, none if the rule stands in neither document
 * @param level a key word of BCP 14
 * @param who whom the sentence binds: {@code client}, {@code server} or {@code both}
 * @param when the state in which it does
 * @param statement the rule in our words; after MUST NOT and SHOULD NOT the forbidden act
 * @param alerts what a receiver that finds the rule broken may send
 * @param named {@code named} if a document names the alerts, {@code unnamed} if its general rules
 *     give them, empty if there are none
 * @param basis {@code keyword} if a key word stands in the document, {@code derived} if the rule
 *     follows from its text, {@code 9846-only} if RFC 9846 brought it
 * @param profile the document in which it holds, {@code both} if it is no matter of a profile
 * @param disposition where the rule is held
 * @param receiver such as {@code server MAY}; empty if no receiver checks the rule
 * @param operators operators of the specification
 * @param checks members of the reference as {@code Class#member}, or {@code Rule.CONSTANT}
 * @param tests test methods as {@code Class#method}
 * @param reason why the rule is outside; elsewhere, if anything, how far it is held
 */
record RuleRow(
    String id,
    List<String> sections,
    List<String> rfc9846,
    String level,
    String who,
    String when,
    String statement,
    List<String> alerts,
    String named,
    String basis,
    String profile,
    Disposition disposition,
    String receiver,
    List<String> operators,
    List<String> checks,
    List<String> tests,
    String reason) {
  private static final Set<String> LEVELS =
      Set.of("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY");
  private static final Set<String> PEERS = Set.of("client", "server", "both");
  private static final Set<String> PROFILES = Set.of("both", "rfc8446", "rfc9846");
  private static final Set<String> BASES = Set.of("keyword", "derived", "9846-only");

  /** Says where a rule is held. */
  enum Disposition {
    /** By an operator of the specification and a check of the reference. */
    MODELLED,
    /** By the codec or the record layer of the reference. */
    WIRE,
    /** By key exchange, transcript, key schedule or randomness of the reference. */
    CRYPTO,
    /** Nowhere here, for a reason. */
    OUTSIDE;

    /** Returns the word of the table. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a disposition by its word. */
    static Optional<Disposition> of(String word) {
      return Stream.of(values()).filter(disposition -> disposition.word().equals(word)).findFirst();
    }
  }

  /** Copies the lists. */
  RuleRow {
    sections = List.copyOf(sections);
    rfc9846 = List.copyOf(rfc9846);
    alerts = List.copyOf(alerts);
    operators = List.copyOf(operators);
    checks = List.copyOf(checks);
    tests = List.copyOf(tests);
  }

  /** Finds what is wrong with this row by itself. */
  Optional<String> fault() {
    return Stream.of(
            complaint(id.matches(RuleText.ID.pattern()), "'" + id + "' is no id"),
            complaint(LEVELS.contains(level), "the level is '" + level + "'"),
            complaint(PEERS.contains(who), "who is '" + who + "'"),
            complaint(PROFILES.contains(profile), "the profile is '" + profile + "'"),
            complaint(BASES.contains(basis), "the basis is '" + basis + "'"),
            complaint(!sections.isEmpty(), "it names no section"),
            complaint(!when.isEmpty() && !statement.isEmpty(), "it says nothing"),
            complaint(
                alerts.isEmpty() ? named.isEmpty() : Set.of("named", "unnamed").contains(named),
                "its alerts are '" + named + "'"),
            complaint(
                receiver.isEmpty() || receiver.matches("(client|server|both) (MUST|MAY)"),
                "the receiver is '" + receiver + "'"),
            dispositionFault())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Finds a column that the disposition asks for and that is empty, or the reverse. */
  private Optional<String> dispositionFault() {
    return switch (disposition) {
      case MODELLED ->
          complaint(
              !operators.isEmpty() && !checks.isEmpty(),
              "a modelled rule names an operator and a check");
      case WIRE, CRYPTO ->
          complaint(
              !checks.isEmpty() && !tests.isEmpty(),
              "a rule of " + disposition.word() + " names a check and a test");
      case OUTSIDE ->
          complaint(
              !reason.isEmpty()
                  && receiver.isEmpty()
                  && operators.isEmpty()
                  && checks.isEmpty()
                  && tests.isEmpty(),
              "a rule outside has a reason and nothing else");
    };
  }

  private static Optional<String> complaint(boolean isFine, String otherwise) {
    return isFine ? Optional.empty() : Optional.of(otherwise);
  }

  /** Returns the constant of {@code Rule} that a check names, such as {@code RETRY_COMES_ONCE}. */
  Optional<String> constant() {
    return checks.stream()
        .filter(check -> check.startsWith(RuleText.CONSTANT))
        .map(check -> check.substring(RuleText.CONSTANT.length()))
        .findFirst();
  }

  /** Tells whether the rule stands in a section or within one, such as 4.2.8 within 4.2. */
  boolean standsIn(String section) {
    return sections.stream().anyMatch(own -> own.equals(section) || own.startsWith(section + "."));
  }

  /** Tells whether every word occurs somewhere in the row, in capitals or not. */
  boolean mentions(List<String> words) {
    String text =
        String.join(
                " ",
                id,
                when,
                statement,
                reason,
                String.join(" ", alerts),
                String.join(" ", operators),
                String.join(" ", checks),
                String.join(" ", tests))
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
  }
}

package helloagain.rule;

import helloagain.message.AlertDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Knows what RFC 9846 changes in the rules of RFC 8446, as the modules of rules do. */
final class Revision {
  /** Rules for which no document names an alert (RFC 9846, 6.2, ALERT-16). */
  private static final Set<Rule> WITHOUT_NAMED_ALERT =
      EnumSet.of(
          Rule.EXTENSIONS_ARE_DISTINCT,
          Rule.RETRY_CARRIES_VERSION,
          Rule.SELECTION_IS_NOT_GREASE,
          Rule.HELLO_CARRIES_KEY_SHARE,
          Rule.FIRST_HELLO_HAS_NO_COOKIE,
          Rule.SECOND_HELLO_KEEPS_VERSION,
          Rule.SECOND_HELLO_KEEPS_SUITE,
          Rule.SECOND_HELLO_LISTS_GROUP,
          Rule.SECOND_HELLO_SHARES_GROUP,
          Rule.SECOND_HELLO_SHARES_NOTHING_ELSE,
          Rule.SECOND_HELLO_REPEATS_FIRST,
          Rule.COOKIE_IS_RETURNED,
          Rule.NO_EARLY_DATA_AFTER_RETRY,
          Rule.FFDHE_SHARE_LENGTH,
          Rule.POINT_IS_UNCOMPRESSED,
          Rule.MONTGOMERY_SHARE_LENGTH,
          Rule.EARLY_DATA_FITS_SUITE,
          Rule.REQUEST_CONTEXT_IS_EMPTY,
          Rule.CERTIFICATE_CONTEXT_IS_EMPTY,
          Rule.SCHEME_WAS_OFFERED,
          Rule.SCHEME_IS_OF_TLS13,
          Rule.SCHEME_FITS_CERTIFICATE);

  private Revision() {}

  /** VER-16 takes the place of VER-15. */
  static boolean drops(Rule rule) {
    return rule == Rule.HELLO_IS_NOT_SSL3;
  }

  /** VER-16, E.5, and SG-06, 4.3.7. */
  static boolean adds(Rule rule) {
    return rule == Rule.LEGACY_VERSION_IS_TLS12 || rule == Rule.GROUPS_ARE_DISTINCT;
  }

  /** HRR-06 binds, for 4.2.3 names an alert. */
  static Rule.Level level(Rule rule) {
    return rule == Rule.RETRY_LEGACY_VERSION_IS_TLS12 ? Rule.Level.MUST : rule.level();
  }

  /**
   * HRR-06 has one alert (4.2.3), and so has EXT-03, for 6.2 says no more that
   * unsupported_extension is for prohibited extensions. Where no alert is named, general_error will
   * do (6.2).
   */
  static List<AlertDescription> alerts(Rule rule) {
    if (rule == Rule.RETRY_LEGACY_VERSION_IS_TLS12 || rule == Rule.EXTENSIONS_BELONG_HERE) {
      return rule.alerts().subList(0, 1);
    }
    return WITHOUT_NAMED_ALERT.contains(rule)
        ? Stream.concat(rule.alerts().stream(), Stream.of(AlertDescription.GENERAL_ERROR)).toList()
        : rule.alerts();
  }
}

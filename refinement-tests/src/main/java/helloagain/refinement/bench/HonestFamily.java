package helloagain.refinement.bench;

import helloagain.refinement.graph.ConfiguredModel;
import helloagain.spec.SpecSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The worlds like Honest with other numbers of groups and suites. A client lists any of the groups
 * in any order with shares for any of them, and a set of suites that is not empty; a server takes
 * the first few groups and the first few suites.
 *
 * <p>{@code MCHonest} is the whole one with 3 groups and 2 suites. A lean one leaves out what has
 * nothing to do with groups and suites: all clients speak TLS 1.3 and have no session id, and no
 * server asks for a cookie.
 *
 * @param groups the number of groups, 1 to 5
 * @param suites the number of suites, 1 to 3
 * @param lean whether it is a lean one
 */
record HonestFamily(int groups, int suites, boolean lean) {
  private static final String BASE = "MCHonest";
  private static final String MODULE = "MCHonestFamily";

  private static final List<String> GROUPS =
      List.of("x25519", "secp256r1", "secp384r1", "x448", "secp521r1");
  private static final List<String> SUITES =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Checks the numbers. */
  HonestFamily {
    if (groups < 1 || groups > GROUPS.size() || suites < 1 || suites > SUITES.size()) {
      throw new IllegalArgumentException(groups + " groups, " + suites + " suites");
    }
  }

  /** Returns the model, in which nothing is checked. */
  ConfiguredModel model() {
    SpecSource source = SpecSource.project();
    String config =
        """
        SPECIFICATION Spec
        CONSTANTS
          Profile = "rfc8446"
          GroupNames <- FamilyGroups
          ClientSuites <- FamilyClientSuites
          Offers <- FamilyOffers
          Policies <- FamilyPolicies
        """;
    return new ConfiguredModel(
        source.with(MODULE + ".tla", module()).with(MODULE + ".cfg", config), MODULE, MODULE);
  }

  private String module() {
    return """
    ---- MODULE %s ----
    EXTENDS %s

    FamilyGroups == {%s}

    \\* In the order of the names, for the server's order decides.
    FamilyClientSuites == {%s}

    IsLean == %s

    FamilyOffers ==
      { offer \\in MCOffers :
          IsLean => "TLS 1.3" \\in Range(offer.versions) /\\ offer.sessionId = "empty" }

    FamilyPolicies ==
      { policy \\in
          [ groups : {%s}, suites : {%s}, take : {"shared", "preferred"}, cookie : BOOLEAN,
            psks : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ] :
          IsLean => ~policy.cookie }
    ====
    """
        .formatted(
            MODULE,
            BASE,
            quoted(GROUPS.subList(0, groups)),
            IntStream.range(1, 1 << suites)
                .mapToObj(
                    bits ->
                        IntStream.range(0, suites)
                            .filter(i -> (bits >> i & 1) == 1)
                            .mapToObj(SUITES::get)
                            .toList())
                .map(HonestFamily::sequence)
                .collect(Collectors.joining(", ")),
            lean ? "TRUE" : "FALSE",
            beginnings(GROUPS.subList(0, groups)),
            beginnings(SUITES.subList(0, suites)));
  }

  /** Returns every beginning of a list but the empty one, as sequences. */
  private static String beginnings(List<String> names) {
    return IntStream.rangeClosed(1, names.size())
        .mapToObj(n -> sequence(names.subList(0, n)))
        .collect(Collectors.joining(", "));
  }

  private static String sequence(List<String> names) {
    return "<< " + quoted(names) + " >>";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }
}

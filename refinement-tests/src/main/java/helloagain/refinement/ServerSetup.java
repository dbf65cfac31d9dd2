package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.PskPolicy;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a server in the terms of a trace file. Its answers to shares are those of the pool.
 *
 * @param groups the groups in order of preference
 * @param suites the suites in order of preference
 * @param take how a group is taken
 * @param cookie the cookie that it asks for, if any
 * @param unenforced rules that this server does not check: a MAY rule by policy, a MUST rule if it
 *     is broken on purpose
 * @param profile the document that this server follows
 * @param psks what it does with pre-shared keys
 */
public record ServerSetup(
    List<NamedGroup> groups,
    List<CipherSuite> suites,
    Take take,
    Optional<Bytes> cookie,
    Set<Rule> unenforced,
    Profile profile,
    PskPolicy psks) {
  /** Copies the collections. */
  public ServerSetup {
    groups = List.copyOf(groups);
    suites = List.copyOf(suites);
    unenforced = Set.copyOf(unenforced);
  }

  /** Describes a server that follows RFC 8446 and knows no PSKs. */
  public ServerSetup(
      List<NamedGroup> groups,
      List<CipherSuite> suites,
      Take take,
      Optional<Bytes> cookie,
      Set<Rule> unenforced) {
    this(groups, suites, take, cookie, unenforced, Profile.RFC8446, PskPolicy.NONE);
  }

  /** Returns the same server with other PSKs. */
  public ServerSetup withPsks(PskPolicy others) {
    return new ServerSetup(groups, suites, take, cookie, unenforced, profile, others);
  }

  /** Returns the same server that leaves one more rule unchecked. */
  public ServerSetup without(Rule rule) {
    return new ServerSetup(
        groups, suites, take, cookie, ClientSetup.plus(unenforced, rule), profile, psks);
  }

  /** Returns the same server that follows another document. */
  public ServerSetup following(Profile other) {
    return new ServerSetup(groups, suites, take, cookie, unenforced, other, psks);
  }

  /** Returns the same server with other groups. */
  ServerSetup withGroups(List<NamedGroup> others) {
    return new ServerSetup(others, suites, take, cookie, unenforced, profile, psks);
  }

  /** Returns the same server with other suites. */
  ServerSetup withSuites(List<CipherSuite> others) {
    return new ServerSetup(groups, others, take, cookie, unenforced, profile, psks);
  }

  /** Returns the same server that asks for no cookie. */
  ServerSetup withoutCookie() {
    return new ServerSetup(groups, suites, take, Optional.empty(), unenforced, profile, psks);
  }

  /** Returns the same server that checks every rule. */
  ServerSetup withoutPolicy() {
    return new ServerSetup(groups, suites, take, cookie, Set.of(), profile, psks);
  }

  /** Makes the configuration of the machine. */
  public ServerConfig config() {
    return new ServerConfig(
            new ServerPolicy(groups, suites, take, cookie)
                .enforcing(ClientSetup.enforced(unenforced))
                .withPsks(psks),
            MessageConcretion.SERVER_RANDOM,
            KeyPool::respond)
        .following(profile);
  }
}

package helloagain.vectors;

import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Reaction;
import helloagain.refinement.graph.Scripted;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds what a server makes of a type of extension that it does not know. A type that is known has
 * to stand where it belongs; one that is not is passed over (RFC 8446, 4.2 and 4.1.2). The only
 * type of 4.2 that stands in no ClientHello, oid_filters, is one that most servers have no use for.
 */
final class UnknownExtensions {
  private UnknownExtensions() {}

  /** Returns the conversation with these reactions, if it ends with such an extension. */
  static Conversation in(Conversation conversation) {
    Conversation.Told last = conversation.told().get(conversation.told().size() - 1);
    Optional<ServerConfig> server = conversation.server();
    if (server.isEmpty()
        || last.allowed().stream()
            .noneMatch(one -> one.rule().equals(Optional.of(Rule.EXTENSIONS_BELONG_HERE)))) {
      return conversation;
    }
    Set<Reaction> allowed = new LinkedHashSet<>(last.allowed());
    allowed.addAll(Scripted.last(withoutTheRule(server.get()), conversation.told()));
    List<Conversation.Told> told = new ArrayList<>(conversation.told());
    told.set(
        told.size() - 1,
        new Conversation.Told(last.payload(), last.words(), List.copyOf(allowed), last.taken()));
    return new Conversation(conversation.client(), server, told);
  }

  private static ServerConfig withoutTheRule(ServerConfig config) {
    ServerPolicy policy = config.policy();
    Set<Rule> others = EnumSet.copyOf(policy.enforced());
    others.remove(Rule.EXTENSIONS_BELONG_HERE);
    return new ServerConfig(
        policy.enforcing(others),
        config.random(),
        config.responder(),
        config.profile(),
        config.sealer());
  }
}

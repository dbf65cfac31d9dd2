package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Is ssl of Erlang/OTP, whose server sends a cookie with each HelloRetryRequest. */
final class ErlangStack extends ScriptStack {
  /** Those that it does not know it drops in silence. */
  private static final Set<NamedGroup> GROUPS =
      Set.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.FFDHE2048);

  /** A node that is ended in its beginnings would leave a dump where the command runs. */
  private static final String NO_DUMP = "ERL_CRASH_DUMP_SECONDS=0";

  ErlangStack() {
    super(
        "erlang",
        "erl with ssl",
        "(OTP [^\\n]+)",
        "env",
        NO_DUMP,
        "erl",
        "-noshell",
        "-eval",
        "ok = application:load(ssl), {ok, Version} = application:get_key(ssl, vsn),"
            + " io:format(\"OTP ~s (ssl ~s)~n\", [erlang:system_info(otp_release), Version]),"
            + " halt().");
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (!GROUPS.contains(scenario.group())) {
      return Optional.of("has no " + scenario.group().name());
    }
    return switch (scenario.with()) {
      case COOKIE -> Optional.empty();
      case EARLY_DATA ->
          role == PeerRole.CLIENT
              ? Optional.of(
                  "its client (ssl 10.8) crashes over a HelloRetryRequest if it has sent early data")
              : Optional.empty();
      case NOTHING, CLIENT_CERTIFICATE, EXTERNAL_PSK, TICKET, PROBE -> super.unable(role, scenario);
    };
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  List<String> program(Materials materials) throws IOException {
    return List.of("env", NO_DUMP, "escript", materials.script("peer.escript"));
  }

  @Override
  String groups(List<NamedGroup> groups) {
    return groups.stream().map(NamedGroup::name).collect(Collectors.joining(","));
  }

  @Override
  boolean lacksGroup(String printed) {
    return false;
  }

  @Override
  public Optional<String> knownRefusal(PeerRole role, Scenario scenario) {
    if (role == PeerRole.CLIENT && scenario.with() == Extra.TICKET) {
      return Optional.of(
          "its client (ssl 10.8) leaves zeros in the place of the second binder (RFC 8446,"
              + " 4.2.11.2)");
    }
    return role == PeerRole.SERVER && scenario.with() == Extra.EARLY_DATA
        ? Optional.of(
            "its server (ssl 10.8) does not skip early data after a HelloRetryRequest, as it has to"
                + " (RFC 8446, 4.2.10)")
        : Optional.empty();
  }
}

package helloagain.probe;

import helloagain.message.NamedGroup;
import helloagain.vectors.Expected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says for people what may come of a message. */
final class ExpectedWords {
  private ExpectedWords() {}

  static List<String> of(List<Expected> expected) {
    return expected.stream().map(ExpectedWords::of).toList();
  }

  private static String of(Expected expected) {
    if (expected instanceof Expected.Abort abort) {
      return "alert " + String.join(" or ", abort.alerts());
    }
    if (expected instanceof Expected.SecondHello hello) {
      return "ClientHello"
          + hello
              .shares()
              .map(
                  shares ->
                      " with a share of "
                          + shares.stream().map(NamedGroup::name).collect(Collectors.joining(", ")))
              .orElse("")
          + (hello.cookie().isPresent() ? " with the cookie" : "");
    }
    if (expected instanceof Expected.Retry retry) {
      return "HelloRetryRequest"
          + group(" for ", retry.group())
          + (retry.cookie() ? " with a cookie" : "");
    }
    if (expected instanceof Expected.Hello hello) {
      return "ServerHello"
          + group(" with a share of ", hello.group())
          + hello.psk().map(psk -> " with selected_identity " + psk).orElse("");
    }
    if (expected instanceof Expected.Accepts) {
      return "goes on";
    }
    return expected instanceof Expected.Close ? "ends the connection" : "reads on";
  }

  private static String group(String before, Optional<NamedGroup> group) {
    return group.map(named -> before + named.name()).orElse("");
  }
}

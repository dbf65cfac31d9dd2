package helloagain.workbench;

import helloagain.workbench.RuleRow.Disposition;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Lists the rules of the hello exchange and where each is held.",
    description = {
      "",
      "Every rule of spec/rules.csv is held by an operator of the specification and a check of the"
          + " reference (modelled), by the codec or the records of the reference (wire), by its"
          + " cryptography (crypto), or nowhere here, for a reason (outside). An id shows one rule"
          + " whole; several options together show the rules that match all of them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello rules HRR-07               one rule whole",
      "  hello rules --section 4.1.4 --who client --level MUST",
      "  hello rules --disposition outside",
      "  hello rules early data           rules in which these words occur",
      "  hello rules --json > rules.json  for programs, with the counts"
    })
final class RulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ID-OR-WORD",
      arity = "0..*",
      description = "the id of a rule, or words that must all occur in it")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--section",
      paramLabel = "S",
      description = "rules of this section of RFC 8446, or of 'RFC 8701 3.1'")
  private @Nullable String section;

  @Option(
      names = "--who",
      paramLabel = "PEER",
      description = "rules that bind client, server, or both; a rule for both binds each")
  private @Nullable String who;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "MUST, 'MUST NOT', SHOULD, 'SHOULD NOT' or MAY")
  private @Nullable String level;

  @Option(
      names = "--disposition",
      paramLabel = "D",
      description = "modelled, wire, crypto or outside")
  private @Nullable String disposition;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "rules that hold under rfc8446 or rfc9846")
  private @Nullable String profile;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() {
    RuleTable table = RuleTable.ofProject();
    RuleContext context = RuleContext.ofProject();
    Optional<RuleRow> one = one(table);
    RuleTable shown = one.map(row -> new RuleTable(List.of(row))).orElseGet(() -> filtered(table));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(RulesJson.text(shown, context));
    } else {
      out.print(
          one.map(row -> RulesText.whole(row, context)).orElseGet(() -> RulesText.list(shown)));
    }
    out.flush();
    return ExitCode.HOLDS.code();
  }

  /** Finds the rule that a single argument in the form of an id asks for. */
  private Optional<RuleRow> one(RuleTable table) {
    if (words.size() != 1 || hasFilter()) {
      return Optional.empty();
    }
    String id = words.get(0).toUpperCase(Locale.ROOT);
    if (!RuleText.ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        table
            .row(id)
            .orElseThrow(
                () ->
                    UserError.unusable(
                        "there is no rule '"
                            + words.get(0)
                            + "'; close to it are "
                            + String.join(
                                ", ", RuleIds.close(id, table.rows().stream().map(RuleRow::id))))));
  }

  private boolean hasFilter() {
    return section != null
        || who != null
        || level != null
        || disposition != null
        || profile != null;
  }

  private RuleTable filtered(RuleTable table) {
    Optional<Disposition> wanted =
        Optional.ofNullable(disposition)
            .map(
                word ->
                    Disposition.of(word)
                        .orElseThrow(
                            () ->
                                UserError.unusable(
                                    "there is no disposition '"
                                        + word
                                        + "'; there are modelled, wire, crypto, outside")));
    List<RuleRow> rows =
        table.rows().stream()
            .filter(row -> section == null || row.standsIn(section))
            .filter(
                row ->
                    who == null
                        || row.who().equals(who)
                        || (row.who().equals("both") && Set.of("client", "server").contains(who)))
            .filter(row -> level == null || row.level().equals(level))
            .filter(row -> wanted.isEmpty() || wanted.get() == row.disposition())
            .filter(
                row ->
                    profile == null
                        || row.profile().equals(profile)
                        || (row.profile().equals("both")
                            && (profile.equals("rfc8446") || profile.equals("rfc9846"))))
            .filter(row -> row.mentions(words))
            .toList();
    if (rows.isEmpty()) {
      throw UserError.unusable("no rule matches; 'hello rules' lists all of them");
    }
    return new RuleTable(rows);
  }
}

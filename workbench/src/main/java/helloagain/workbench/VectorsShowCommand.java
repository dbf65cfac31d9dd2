package helloagain.workbench;

import helloagain.message.Bytes;
import helloagain.refinement.graph.Side;
import helloagain.vectors.Conformance;
import helloagain.vectors.HelloFields;
import helloagain.vectors.Said;
import helloagain.vectors.SentRecords;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorNote;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.wire.TlsRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello vectors show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Shows a vector, its octets with the names of their fields.",
    description = {
      "",
      "The places are filled as in the run with the reference, whose messages stand between.",
      ""
    },
    footer = {"", "Examples:", "  hello vectors show c0061c2511116"})
final class VectorsShowCommand implements Callable<Integer> {
  /** A long fragment is one for its length. */
  private static final int MOST_OCTETS_SHOWN = 512;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "the id of a vector")
  private String id = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the folder of the files; default: vectors")
  private @Nullable Path dir;

  @Override
  public Integer call() {
    Path folder = VectorsCommand.folder(dir);
    for (VectorSource source : VectorSource.values()) {
      VectorSet set = VectorsCommand.read(folder, source);
      Vector vector = set.vectors().get(id);
      if (vector != null) {
        PrintWriter out = spec.commandLine().getOut();
        print(out, source, set, vector);
        out.flush();
        return ExitCode.HOLDS.code();
      }
    }
    throw UserError.unusable(
        "there is no vector "
            + id
            + " in "
            + Arrays.stream(VectorSource.values()).map(VectorSource::title).toList());
  }

  private static void print(PrintWriter out, VectorSource source, VectorSet set, Vector vector) {
    out.println(
        vector.id()
            + " of "
            + source.title()
            + ": "
            + vector.result().name().toLowerCase(Locale.ROOT));
    for (VectorNote note : VectorNotes.of(set).values()) {
      if (vector.rules().contains(note.id())) {
        out.println(
            "  "
                + note.id()
                + " ("
                + String.join(", ", note.sections())
                + "): "
                + note.statement());
      }
    }
    out.println("  by " + String.join(" and ", vector.profiles()));
    out.println("  path " + String.join(", ", vector.path()));
    String peer = set.role() == Side.CLIENT ? "client" : "server";
    for (Said said : Conformance.conversation(set, vector)) {
      out.println();
      out.println((said.byPeer() ? "The " + peer + " sends " : "Send ") + said.words());
      said.octets().ifPresent(octets -> fields(out, octets));
      records(out, said.records());
      for (String allowed : said.allowed()) {
        out.println("  then it " + allowed);
      }
    }
  }

  /** Prints records, and the messages that they complete, with the names of their fields. */
  private static void records(PrintWriter out, List<TlsRecord> records) {
    for (TlsRecord record : records) {
      Bytes fragment = record.fragment();
      out.println(
          "  "
              + String.format("%-28s", "record")
              + SentRecords.header(record).hex()
              + "  "
              + record.type().name()
              + ", "
              + record.legacyVersion().name()
              + ", "
              + fragment.size()
              + " octets");
      if (!fragment.isEmpty()) {
        out.println(
            "  "
                + String.format("%-28s", "  fragment")
                + fragment.slice(0, Math.min(fragment.size(), MOST_OCTETS_SHOWN)).hex()
                + (fragment.size() > MOST_OCTETS_SHOWN ? "..." : ""));
      }
    }
    for (Bytes message : SentRecords.NONE.with(records).completed()) {
      out.println("  a handshake message in these records:");
      fields(out, message);
    }
  }

  private static void fields(PrintWriter out, Bytes octets) {
    for (HelloFields.Field field : HelloFields.of(octets)) {
      out.println(
          "  "
              + String.format("%-28s", field.name())
              + field.octets().hex()
              + (field.words().isEmpty() ? "" : "  " + field.words()));
    }
  }
}

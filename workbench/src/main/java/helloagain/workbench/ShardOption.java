package helloagain.workbench;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Takes the option {@code --shard} of a command whose run can be made in parts. */
final class ShardOption {
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "make part I of N of the run alone; 'hello merge' puts their JSON together")
  private @Nullable String text;

  /**
   * Returns what was asked for.
   *
   * @throws UserError if it is no shard
   */
  Optional<Shard> shard() {
    return Optional.ofNullable(text).map(Shard::parse);
  }

  /** Returns the line above the text of a part; nothing above that of a whole run. */
  static String headline(Optional<Shard> shard) {
    return shard.map(part -> "shard " + part + "\n").orElse("");
  }
}

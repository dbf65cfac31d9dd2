package helloagain.workbench;

import java.util.List;

/** Puts the shards of {@code hello equal} together. */
final class EqualMerge {
  static final String COMMAND = "equal";

  private EqualMerge() {}

  /** Puts the worlds into their order and sums them up. */
  static Merged of(List<ShardFile> shards) {
    List<EqualJson.Report> reports =
        shards.stream().map(shard -> shard.report(EqualJson.Report.class)).toList();
    EqualJson.Report whole =
        EqualJson.Report.of(
            ShardFile.whole(shards, reports.stream().map(EqualJson.Report::worlds).toList()),
            reports.stream().mapToDouble(EqualJson.Report::seconds).sum());
    return new Merged(whole, whole.worlds().stream().allMatch(EqualJson.OfWorld::equal));
  }
}

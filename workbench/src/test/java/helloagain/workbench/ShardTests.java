package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardTests {
  private static final String LINE = "--shard is I/N with 1 <= I <= N, such as 2/4";

  @Test
  void shardsOfAListAreTheListTogether() {
    for (int size = 0; size < 12; size++) {
      List<Integer> all = IntStream.range(0, size).boxed().toList();
      for (int of = 1; of < 6; of++) {
        int shards = of;
        List<List<Integer>> parts =
            IntStream.rangeClosed(1, of)
                .mapToObj(number -> new Shard(number, shards).part(all))
                .toList();

        assertThat(Shard.whole(parts)).isEqualTo(all);
        assertThat(parts).allMatch(part -> part.size() - all.size() / shards <= 1);
      }
    }
  }

  @Test
  void partsThatAreOfNoListAreRefused() {
    assertThatThrownBy(() -> Shard.whole(List.of(List.of(1), List.of(2, 3, 4))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shardIsReadAsItIsWritten() {
    assertThat(Shard.parse("2/4")).isEqualTo(new Shard(2, 4)).hasToString("2/4");
    assertThat(Shard.parse("1/1")).isEqualTo(new Shard(1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/4", "5/4", "2/0", "-1/4", "2", "2/", "/4", "2/4/6", "a/b", "02/4"})
  void shardOutOfRangeIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(UserError.class).hasMessage(LINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refine --seed 1", "equal", "mutants", "probe jdk"})
  void everyCommandThatTakesShardsRefusesOneOutOfRange(String command) {
    CommandRun run = CommandRun.of((command + " --shard 5/4").split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("hello: " + LINE + "\n");
  }
}

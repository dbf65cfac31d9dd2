package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Names a part of a run. Things in an order are dealt like cards: that in place k, counted from 1,
 * is in shard k modulo N.
 *
 * @param number which part, from 1
 * @param of how many parts there are
 */
record Shard(int number, int of) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");

  /**
   * Reads {@code I/N}.
   *
   * @throws UserError if it has not that form, or I is more than N
   */
  static Shard parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      Shard shard =
          new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (shard.number <= shard.of) {
        return shard;
      }
    }
    throw UserError.unusable("--shard is I/N with 1 <= I <= N, such as 2/4");
  }

  /** Returns the part of a list that is in this shard. */
  <T> List<T> part(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(place -> place % of == number - 1)
        .mapToObj(all::get)
        .toList();
  }

  /**
   * Returns the list of which these are the parts, in the order of the shards.
   *
   * @throws IllegalArgumentException if they are not the parts of one list
   */
  static <T> List<T> whole(List<List<T>> parts) {
    List<T> all = new ArrayList<>();
    int size = parts.stream().mapToInt(List::size).sum();
    for (int place = 0; place < size; place++) {
      List<T> part = parts.get(place % parts.size());
      int within = place / parts.size();
      if (within >= part.size()) {
        throw new IllegalArgumentException("a part is too short for its shard");
      }
      all.add(part.get(within));
    }
    return all;
  }

  /** Returns the form {@code I/N}. */
  @Override
  public String toString() {
    return number + "/" + of;
  }
}

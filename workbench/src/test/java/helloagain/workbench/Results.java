package helloagain.workbench;

import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import helloagain.workbench.World.Outcome;
import java.util.List;
import java.util.Map;

/** Makes worlds and results for tests. */
final class Results {
  static final String TLC = "TLC2 Version 1 of a day";

  private Results() {}

  /** Makes a world with as many states as edges. */
  static World world(String name, long edges) {
    return world(name, edges, "rfc8446");
  }

  /** Makes a world by a document. */
  static World world(String name, long edges, String profile) {
    return world(name, edges, profile, World.Size.SMALL);
  }

  /** Makes a world of a size. */
  static World world(String name, long edges, World.Size size) {
    return world(name, edges, "rfc8446", size);
  }

  private static World world(String name, long edges, String profile, World.Size size) {
    return new World(
        name,
        "MC" + name,
        "MC" + name,
        "safety+liveness",
        profile,
        size,
        "a test",
        true,
        Outcome.HOLDS,
        edges,
        edges,
        4,
        2,
        Map.of("Go", edges),
        Map.of());
  }

  /** Makes a result with as many states as edges. */
  static TlcResult tlc(TlcVerdict verdict, String violated, long edges, String... trace) {
    return new TlcResult(
        verdict,
        violated,
        verdict == TlcVerdict.HOLDS ? 0 : 12,
        1,
        edges + 1,
        edges,
        edges,
        4,
        12.34,
        TLC,
        List.of(),
        List.of(trace),
        Map.of("Go", edges));
  }

  /** Makes the result of a world, all of whose numbers are exact. */
  static WorldResult result(World world, int properties, TlcResult tlc, String violated) {
    return new WorldResult(world, properties, tlc, violated, WorldResult.Count.all());
  }

  /** Makes a result without an answer. */
  static TlcResult failed(TlcVerdict verdict, int exitCode, String... errorLines) {
    return new TlcResult(
        verdict, "", exitCode, 0, 0, 0, 0, 0, 1, TLC, List.of(errorLines), List.of(), Map.of());
  }
}

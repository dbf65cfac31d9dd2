package helloagain.spec;

import java.util.List;

/** Makes runs of the toy whose size is known without a count. */
final class Grids {
  private Grids() {}

  /** Makes a grid of so many counts each way, with further lines in its configuration. */
  static TlcRun run(int counts, String... lines) {
    String config =
        "INIT Init\nNEXT Next\nCONSTANT Top = "
            + (counts - 1)
            + "\nINVARIANT Inside\n"
            + String.join("\n", List.of(lines))
            + "\n";
    return TlcRun.of(Toys.SOURCE.with("Other.cfg", config), "Grid", "Other");
  }

  /** Returns how many states such a grid has. */
  static long states(int counts) {
    return (long) counts * counts * counts;
  }
}

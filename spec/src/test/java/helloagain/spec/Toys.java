package helloagain.spec;

import java.util.List;
import java.util.Map;

/** Gives the toy specifications. */
final class Toys {
  static final SpecSource SOURCE = SpecSource.classPath("toy/");

  private Toys() {}

  static SpecModel mill() {
    return SpecModel.load(SOURCE, "Mill", "Mill");
  }

  static SpecModel clock() {
    return SpecModel.load(SOURCE, "Clock", "Clock");
  }

  /** The mill's configuration with one line more, as {@code Other}. */
  static SpecSource millWith(String line) {
    return SOURCE.with("Other.cfg", SOURCE.text("Mill.cfg") + line + "\n");
  }

  /** The mill with this much on stock and nobody under way. */
  static SpecState millWithStock(SpecModel mill, int stock) {
    return mill.state(
        Map.of(
            "stock",
            TlaValue.of(stock),
            "done",
            TlaRecord.of(Map.of("ann", TlaValue.of(0), "bob", TlaValue.of(0))),
            "road",
            TlaSet.EMPTY));
  }

  static List<String> labels(List<SpecStep> steps) {
    return steps.stream().map(SpecStep::label).toList();
  }
}

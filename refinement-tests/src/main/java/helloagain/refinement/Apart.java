package helloagain.refinement;

import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tells two values apart. */
public final class Apart {
  /** Repeats the messages that stand in other fields. */
  private static final String TRANSCRIPT = "transcript";

  private static final String TYPE = "type";

  private Apart() {}

  /**
   * Returns the places in which a value is not as expected, each with what is there. Records are
   * told apart by their fields and sequences of one length by their elements; a transcript only if
   * nothing else differs.
   *
   * @param place the name of the place of the whole
   */
  public static List<String> places(String place, TlaValue expected, TlaValue actual) {
    if (expected.equals(actual)) {
      return List.of();
    }
    if (expected instanceof TlaRecord a && actual instanceof TlaRecord b) {
      return ofRecords(place, a, b);
    }
    if (expected instanceof TlaSequence a
        && actual instanceof TlaSequence b
        && a.size() == b.size()) {
      return IntStream.rangeClosed(1, a.size())
          .boxed()
          .flatMap(i -> places(place + "[" + i + "]", a.at(i), b.at(i)).stream())
          .toList();
    }
    return List.of(place + " is " + actual + ", not " + expected);
  }

  private static List<String> ofRecords(String place, TlaRecord expected, TlaRecord actual) {
    if (!expected.fields().keySet().equals(actual.fields().keySet())) {
      return expected.has(TYPE) && actual.has(TYPE)
          ? List.of(
              place + " is of type " + actual.get(TYPE) + ", not of type " + expected.get(TYPE))
          : List.of(place + " is " + actual + ", not " + expected);
    }
    List<String> places = new ArrayList<>();
    for (String field : expected.fields().keySet()) {
      if (!field.equals(TRANSCRIPT)) {
        places.addAll(places(place + "." + field, expected.get(field), actual.get(field)));
      }
    }
    return places.isEmpty()
        ? places(place + "." + TRANSCRIPT, expected.get(TRANSCRIPT), actual.get(TRANSCRIPT))
        : places;
  }
}

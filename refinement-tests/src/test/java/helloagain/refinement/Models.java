package helloagain.refinement;

import helloagain.spec.SpecModel;

/** Loads the models of the tests once. */
final class Models {
  /** The judges of single runs. */
  static final Judges REPLAY = new Judges();

  /** The judge of single records. */
  static final SpecModel RECORDS = SpecModel.load(RecordLockStep.MODEL, RecordLockStep.MODEL);

  private Models() {}
}

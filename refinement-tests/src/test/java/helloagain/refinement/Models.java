package helloagain.refinement;

import helloagain.spec.SpecModel;

/** Loads the models of the tests once. */
final class Models {
  /** The judge of single runs. */
  static final SpecModel REPLAY = SpecModel.load(LockStep.MODEL, LockStep.MODEL);

  /** The judge of single records. */
  static final SpecModel RECORDS = SpecModel.load(RecordLockStep.MODEL, RecordLockStep.MODEL);

  private Models() {}
}

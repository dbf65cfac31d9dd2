package helloagain.refinement;

import helloagain.message.Bytes;

/**
 * What is held to {@code RecordRules.tla}: the endpoints, or broken ones in their place. A check
 * that is left out is a matter of {@link RecordScript.Setup#unenforced}; what else can be wrong
 * with a record layer is a distortion of what goes in or out.
 */
public interface RecordReference {
  /** The reference of this project. */
  RecordReference HELLO_AGAIN = new RecordReference() {};

  /** Returns what the endpoint gets to see of one record. */
  default Bytes read(Bytes record) {
    return record;
  }

  /** Returns what leaves of the records that the endpoint sends at once. */
  default Bytes send(Bytes records) {
    return records;
  }
}

package helloagain.spec.misplaced;

import helloagain.wire.misplaced.CodecThatKnowsTooMuch;

/** Breaks the rule that the door to TLC knows nothing of TLS, and closes a cycle. */
public interface DoorThatKnowsTheReference {
  /** Returns what the door must not know. */
  CodecThatKnowsTooMuch codec();
}

package helloagain.spec;

/** Names how a run of TLC ended. */
public enum TlcVerdict {
  /** Nothing was violated. */
  HOLDS(true),
  /** An {@code ASSUME} is false. */
  ASSUMPTION(true),
  /** A state has no successor. */
  DEADLOCK(true),
  /** An invariant is violated. */
  INVARIANT(true),
  /** A property of steps or behaviours is violated. */
  PROPERTY(true),
  /** An {@code Assert} of the specification failed. */
  ASSERTION(true),
  /** An expression has no value. */
  EVALUATION(false),
  /** A module does not parse. */
  PARSE(false),
  /** The configuration does not fit. */
  CONFIGURATION(false),
  /** TLC itself failed, for example for want of memory. */
  FAILURE(false);

  private final boolean isAnswer;

  TlcVerdict(boolean isAnswer) {
    this.isAnswer = isAnswer;
  }

  /** Tells whether TLC gave an answer about the model, be it good or bad. */
  public boolean isAnswer() {
    return isAnswer;
  }

  static TlcVerdict ofExitCode(int code) {
    return switch (code) {
      case 0 -> HOLDS;
      case 10 -> ASSUMPTION;
      case 11 -> DEADLOCK;
      case 12 -> INVARIANT;
      case 13 -> PROPERTY;
      case 14 -> ASSERTION;
      case 75, 76, 77 -> EVALUATION;
      case 150 -> PARSE;
      case 151 -> CONFIGURATION;
      default -> FAILURE;
    };
  }
}

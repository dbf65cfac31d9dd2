package helloagain.wire;

/**
 * Carries a failure out of nested reading up to the decoder that returns it as a value. It never
 * leaves this package.
 */
final class MalformedInput extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient DecodeFailure failure;

  MalformedInput(DecodeFailure failure) {
    super(failure.reason());
    this.failure = failure;
  }

  DecodeFailure failure() {
    return failure;
  }
}

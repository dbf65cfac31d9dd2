package helloagain.spec;

/** States that a jar does not hold TLC, or holds one that does not run. */
public final class NotTlcException extends SpecException {
  private static final long serialVersionUID = 1L;

  NotTlcException(String message) {
    super(message);
  }
}

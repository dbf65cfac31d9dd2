package helloagain.spec;

import org.jspecify.annotations.Nullable;

/**
 * States that a specification or its configuration cannot be used: it does not parse, a name is
 * unknown, or an expression has no value. The message is one or a few lines for people.
 */
public class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String module;
  private final int line;

  /** Makes an exception that points at no place. */
  public SpecException(String message) {
    this(message, null, 0);
  }

  /** Makes an exception that points at no place, with its cause. */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
    this.module = null;
    this.line = 0;
  }

  /** Makes an exception that points at a line, counted from 1, of a module. */
  public SpecException(String message, @Nullable String module, int line) {
    super(message);
    this.module = module;
    this.line = line;
  }

  /** Makes an exception that points at a line, counted from 1, of a module, with its cause. */
  public SpecException(String message, String module, int line, Throwable cause) {
    super(message, cause);
    this.module = module;
    this.line = line;
  }

  /** Returns the module at fault, where it is known. */
  public @Nullable String module() {
    return module;
  }

  /** Returns the line at fault, counted from 1, or 0 where it is not known. */
  public int line() {
    return line;
  }
}

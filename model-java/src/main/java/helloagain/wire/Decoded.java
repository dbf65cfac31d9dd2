package helloagain.wire;

import java.util.function.Function;

/**
 * Holds the outcome of a decoding.
 *
 * @param <T> what well-formed input becomes
 */
public sealed interface Decoded<T> {
  /** Holds the value of well-formed input. */
  record Ok<T>(T value) implements Decoded<T> {}

  /** Tells why the input is not well-formed. */
  record Malformed<T>(DecodeFailure failure) implements Decoded<T> {}

  /** Applies a function to the value, if there is one. */
  default <U> Decoded<U> map(Function<? super T, ? extends U> function) {
    if (this instanceof Ok<T> ok) {
      return new Ok<>(function.apply(ok.value()));
    }
    return new Malformed<>(((Malformed<T>) this).failure());
  }

  /**
   * Returns the value of input that is known to be well-formed.
   *
   * @throws IllegalStateException if it is not
   */
  default T orElseThrow() {
    if (this instanceof Ok<T> ok) {
      return ok.value();
    }
    throw new IllegalStateException(((Malformed<T>) this).failure().toString());
  }
}

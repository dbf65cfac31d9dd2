package helloagain.spec;

/**
 * Names a conjunct of an action that does not hold.
 *
 * @param text the conjunct's TLA+ text on one line
 * @param module the module that it stands in
 * @param line the line that it begins on, counted from 1
 * @param trouble why it has no value, or empty when it has one and that is {@code FALSE}
 */
public record FailedGuard(String text, String module, int line, String trouble) {
  @Override
  public String toString() {
    String place = " [" + module + ", line " + line + "]";
    return trouble.isEmpty() ? text + place : text + place + ": " + trouble;
  }
}

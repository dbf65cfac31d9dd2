package helloagain.spec;

/** Holds a model value, a constant of a configuration that equals only itself. */
public record TlaModelValue(String name) implements TlaValue {
  @Override
  public String toString() {
    return name;
  }
}

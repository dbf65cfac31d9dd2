package helloagain.refinement.graph;

import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Changes lists of extensions. */
final class Extensions {
  private Extensions() {}

  /** Returns the list with one more at its end. */
  static List<Extension> plus(List<Extension> extensions, Extension extension) {
    return Stream.concat(extensions.stream(), Stream.of(extension)).toList();
  }

  /** Returns the list with one more at its end, but before {@code pre_shared_key} there. */
  static List<Extension> plusBeforePsk(List<Extension> extensions, Extension extension) {
    int size = extensions.size();
    boolean pskIsLast =
        size > 0 && extensions.get(size - 1).type().equals(ExtensionType.PRE_SHARED_KEY);
    List<Extension> more = new ArrayList<>(extensions);
    more.add(pskIsLast ? size - 1 : size, extension);
    return List.copyOf(more);
  }

  /** Returns the list with its first one once more at its end, an empty one as it is. */
  static List<Extension> withFirstRepeated(List<Extension> extensions) {
    return extensions.isEmpty() ? extensions : plus(extensions, extensions.get(0));
  }

  /** Returns the list without those of a type. */
  static List<Extension> without(List<Extension> extensions, ExtensionType type) {
    return extensions.stream().filter(extension -> !extension.type().equals(type)).toList();
  }

  /** Returns the list with those of a kind changed. */
  static <E extends Extension> List<Extension> changed(
      List<Extension> extensions, Class<E> kind, UnaryOperator<E> change) {
    return extensions.stream()
        .<Extension>map(
            extension ->
                kind.isInstance(extension) ? change.apply(kind.cast(extension)) : extension)
        .toList();
  }

  /** Returns a list the other way round. */
  static <T> List<T> reversed(List<T> list) {
    List<T> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }
}

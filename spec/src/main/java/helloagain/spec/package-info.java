/**
 * The door to TLC: load a model, walk its state graph in this JVM, or run TLC on it in another.
 *
 * <p>Nothing here knows TLS. TLC keeps its state in static fields; each {@link
 * helloagain.spec.SpecModel} therefore has a class loader of its own, and only the types of this
 * package cross it.
 */
@NullMarked
package helloagain.spec;

import org.jspecify.annotations.NullMarked;

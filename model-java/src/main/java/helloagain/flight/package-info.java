/**
 * The peers from ServerHello on (RFC 8446, Figure 2, A.1 and A.2): both flights, application data,
 * tickets and new keys. What comes before is the business of {@link helloagain.client} and {@link
 * helloagain.server}, whose machines are used as they are.
 */
@NullMarked
package helloagain.flight;

import org.jspecify.annotations.NullMarked;

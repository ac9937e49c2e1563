/** Key stores and trust stores: BCFKS and PEM, read, checked and turned into what JSSE takes. */
@NullMarked
package io.kafkafips.ssl.store;

import org.jspecify.annotations.NullMarked;

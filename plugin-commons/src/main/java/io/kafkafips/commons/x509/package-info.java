/** What an X.509 certificate proves about its holder. */
@NullMarked
package io.kafkafips.commons.x509;

import org.jspecify.annotations.NullMarked;

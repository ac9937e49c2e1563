/** Who a client is: the principals that its certificate proves, in memory and on the wire. */
@NullMarked
package io.kafkafips.authorizer.identity;

import org.jspecify.annotations.NullMarked;

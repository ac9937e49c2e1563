/** Authorization decisions as audit events. */
@NullMarked
package io.kafkafips.authorizer.audit;

import org.jspecify.annotations.NullMarked;

/** Conditions that narrow what ACLs allow: the policy file, its reload, and their evaluation. */
@NullMarked
package io.kafkafips.authorizer.condition;

import org.jspecify.annotations.NullMarked;

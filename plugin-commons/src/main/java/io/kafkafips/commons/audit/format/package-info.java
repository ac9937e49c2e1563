/** The written form of the audit trail, for its writer and its verifier: names, lines, keys and the state file. */
@NullMarked
package io.kafkafips.commons.audit.format;

import org.jspecify.annotations.NullMarked;

/** The verifier of audit trails, for the auditor's machine as much as for the node's. */
@NullMarked
package io.kafkafips.commons.audit.verify;

import org.jspecify.annotations.NullMarked;

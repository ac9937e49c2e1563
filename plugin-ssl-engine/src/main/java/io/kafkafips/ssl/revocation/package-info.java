/** What a node knows about revoked certificates: CRLs from files and distribution points, OCSP, all of it in memory at a handshake. */
@NullMarked
package io.kafkafips.ssl.revocation;

import org.jspecify.annotations.NullMarked;

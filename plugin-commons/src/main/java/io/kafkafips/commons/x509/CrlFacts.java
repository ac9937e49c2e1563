package io.kafkafips.commons.x509;

import java.time.Instant;

/**
 * What a CRL says about itself.
 *
 * @param issuer distinguished name as {@code X500Principal.getName()} (RFC 2253) prints it
 * @param thisUpdate when it was made
 * @param nextUpdate from when on it proves nothing any more
 * @param entries how many certificates it revokes
 * @param complete whether it speaks for every certificate of its issuer: not a delta, not one scope of several
 */
public record CrlFacts(String issuer, Instant thisUpdate, Instant nextUpdate, int entries, boolean complete) {}

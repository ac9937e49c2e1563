/** Key stores that the FIPS module cannot read, JKS and PKCS12, read by a JVM of their own. */
@NullMarked
package io.kafkafips.cli.keystore.foreign;

import org.jspecify.annotations.NullMarked;

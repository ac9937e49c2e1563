/** The proof that this JVM does its cryptography in the validated module, and what Kafka needs beside that module. */
@NullMarked
package io.kafkafips.commons.fips;

import org.jspecify.annotations.NullMarked;

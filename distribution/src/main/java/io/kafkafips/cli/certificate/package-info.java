/** Certificates in files, and what ACLs can say about them. */
@NullMarked
package io.kafkafips.cli.certificate;

import org.jspecify.annotations.NullMarked;

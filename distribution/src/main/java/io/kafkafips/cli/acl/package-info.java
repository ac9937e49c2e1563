/** ACLs: where they come from, and how {@code kafka-acls.sh} is told about them. */
@NullMarked
package io.kafkafips.cli.acl;

import org.jspecify.annotations.NullMarked;

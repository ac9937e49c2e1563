/** The review of ACLs: one class for each question that is put to them. */
@NullMarked
package io.kafkafips.cli.review;

import org.jspecify.annotations.NullMarked;

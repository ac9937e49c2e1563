/** A store over S3 for tests. */
@NullMarked
package io.kafkafips.s3;

import org.jspecify.annotations.NullMarked;

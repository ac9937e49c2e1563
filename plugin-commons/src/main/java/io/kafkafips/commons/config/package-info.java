/** The words in which a setting or a file is refused. */
@NullMarked
package io.kafkafips.commons.config;

import org.jspecify.annotations.NullMarked;

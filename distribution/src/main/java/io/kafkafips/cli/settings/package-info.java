/** Properties files and ids that commands are given. */
@NullMarked
package io.kafkafips.cli.settings;

import org.jspecify.annotations.NullMarked;

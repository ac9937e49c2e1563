/** Why a request is allowed or denied. */
@NullMarked
package io.kafkafips.cli.explain;

import org.jspecify.annotations.NullMarked;

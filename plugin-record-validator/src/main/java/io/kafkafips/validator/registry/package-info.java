/** Schemas by their ids: the registry, its client and cache, and how a record names its schema. */
@NullMarked
package io.kafkafips.validator.registry;

import org.jspecify.annotations.NullMarked;

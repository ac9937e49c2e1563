/** Rules that hold a key or a value against a schema: JSON Schema, Avro, Protobuf. */
@NullMarked
package io.kafkafips.validator.schema;

import org.jspecify.annotations.NullMarked;

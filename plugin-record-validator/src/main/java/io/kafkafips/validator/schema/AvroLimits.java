package io.kafkafips.validator.schema;

/**
 * What a datum may be at most.
 *
 * @param maxDepth nesting of records, arrays and maps
 * @param maxItems elements of arrays and entries of maps, of the whole datum
 * @param logicalTypes whether the values of logical types are checked too
 */
record AvroLimits(int maxDepth, long maxItems, boolean logicalTypes) {}

package io.kafkafips.validator.schema;

/**
 * What a Protobuf message may have.
 *
 * @param maxDepth nesting of messages and groups
 * @param unknownFields whether fields that the schema does not have are accepted, and numbers that a closed enum does not have
 * @param unknownEnumNumbers whether numbers that an open enum does not name are accepted
 */
record ProtoLimits(int maxDepth, boolean unknownFields, boolean unknownEnumNumbers) {}

package io.kafkafips.validator.schema;

/**
 * What a JSON text may be at most.
 *
 * @param maxBytes length
 * @param maxDepth nesting of objects and arrays
 * @param maxDigits of a number when it is written out without exponent
 * @param maxErrors how many misfits a message names
 * @param refsPerByte how many references of the schema are followed for each byte of the text
 * @param formats whether formats are asserted
 */
record JsonLimits(int maxBytes, int maxDepth, int maxDigits, int maxErrors, int refsPerByte, boolean formats) {}

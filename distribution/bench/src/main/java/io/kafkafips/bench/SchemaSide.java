package io.kafkafips.bench;

/** Who checks a value against its schema. */
public enum SchemaSide {
    /** The rule of the record validator, from its jar. */
    OURS,
    /** The library as its own documentation uses it: a tree or an object is built of the value. */
    LIBRARY
}

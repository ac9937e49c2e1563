package io.kafkafips.validator.schema;

/** A type of an Avro schema, as what checks a datum of it. Immutable once the schema is compiled. */
interface AvroType {
    /**
     * Moves behind one datum.
     *
     * @throws Misfit when there is none
     */
    void check(AvroCursor in);

    /** Whether each datum takes no byte: however many there are, there is nothing to look at. */
    default boolean isEmpty() {
        return false;
    }
}

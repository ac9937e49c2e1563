package io.kafkafips.validator.registry;

import java.io.IOException;
import java.util.List;

/** Where schemas come from, for threads that may wait. Thread-safe. */
interface SchemaSource extends AutoCloseable {
    /**
     * The schema of an id, with everything it refers to.
     *
     * @throws UnusableSchema when there is none
     * @throws IOException when that could not be found out
     */
    RegisteredSchema schema(SchemaId id) throws UnusableSchema, IOException, InterruptedException;

    /**
     * The ids of the last versions of a subject.
     *
     * @throws UnusableSchema when there is no such subject
     * @throws IOException when that could not be found out
     */
    List<SchemaId> ids(String subject) throws UnusableSchema, IOException, InterruptedException;

    /**
     * Asks for something that every registry has.
     *
     * @throws NoAnswer when there is no registry
     * @throws IOException when there is one that gave no proper answer, or it could not be asked
     */
    void probe() throws IOException, InterruptedException;

    @Override
    default void close() {}
}

package io.kafkafips.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Writes what {@link TieredEvidence} found, a line of JSON for each test class when it has ended. JUnit finds it as a service. */
public final class TieredSuiteListener implements TestExecutionListener {
    /** The system property with the file. */
    static final String FILE = "kafkafips.tiered.evidence";

    private final Path file = Path.of(System.getProperty(FILE));

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource()
                .filter(source -> source instanceof ClassSource && test.isContainer())
                .ifPresent(source -> write(((ClassSource) source).getJavaClass().getSimpleName()));
    }

    private void write(String suite) {
        try {
            Files.writeString(
                    file,
                    new ObjectMapper().writeValueAsString(TieredSuite.evidence().of(suite)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.kafkafips.tiered.crypto;

import java.security.GeneralSecurityException;

/**
 * Turns the {@link Error}s of the validated module into checked exceptions: it refuses what is not approved with a subclass of
 * {@link AssertionError}, and fails to link when it is damaged. Unconverted they would end Kafka's copy task for good.
 */
public final class ModuleErrors {
    private ModuleErrors() {}

    /** A call into the module. */
    public interface ModuleCall<T> {
        T call() throws GeneralSecurityException;
    }

    /** Calls the module; the checked exceptions of the call pass through as they are. */
    public static <T> T converted(ModuleCall<T> call) throws GeneralSecurityException {
        try {
            return call.call();
        } catch (AssertionError | LinkageError e) {
            throw new GeneralSecurityException("The FIPS module refused the operation: " + e.getMessage(), e);
        }
    }
}

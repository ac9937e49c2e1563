package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeyUnavailableException;

/** Failures of registry and key service as those of a command. Stateless. */
final class KeyFailures {
    private KeyFailures() {}

    /** Something that registry or key service is asked for. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws KeyServiceException, KeyRegistryException;
    }

    static <T> T told(Call<T> call) {
        try {
            return call.run();
        } catch (KeyRegistryException e) {
            throw CommandFailure.refused(e, "mend that file, or restore it from a backup");
        } catch (KeyUnavailableException e) {
            throw CommandFailure.unavailable(e, "try again when the key service can be reached");
        } catch (KeyServiceException e) {
            throw CommandFailure.refused(e, "kafka-fips keys status shows roots and keys");
        }
    }
}

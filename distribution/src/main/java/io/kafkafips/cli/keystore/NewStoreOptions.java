package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.OwnerFile;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.common.config.types.Password;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that writes a store, to be mixed in. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NewStoreOptions {
    @Option(names = "--force", description = "replace a file that is there")
    private boolean force;

    @Mixin
    private PasswordOptions password;

    /**
     * A store without entries.
     *
     * @throws CommandFailure when the file is there and may not be replaced, or its folder is not
     */
    NewStore begin(Path store) {
        OwnerFile.requireFree(store, force);
        return new NewStore(store, force, Clock.systemUTC());
    }

    /** Its password, which is asked for twice at a terminal. */
    Password password(Path store) {
        return password.of(store).forNew();
    }
}

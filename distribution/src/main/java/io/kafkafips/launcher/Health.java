package io.kafkafips.launcher;

import java.io.PrintStream;
import java.time.Clock;

/**
 * The health check of the container: exit code 0 when the server says that it is ready, 1 otherwise. Reads one file; it loads neither Kafka
 * nor the FIPS module, so that a check costs a fraction of a second.
 */
@PrintsToTheConsole
public final class Health {
    private Health() {}

    public static void main(String[] arguments) {
        System.exit(check(new HealthFile(Launcher.RUN.resolve(Launcher.HEALTH_FILE), Clock.systemUTC()), System.out));
    }

    static int check(HealthFile file, PrintStream out) {
        String state = file.read();
        out.println(state);
        return state.equals(NodeState.READY) ? 0 : 1;
    }
}

package io.kafkafips.commons.fips;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** Refuses the start of a plug-in in a JVM that is not proven to work in approved-only mode. Lists every finding, not just
 * the first. */
public final class FipsRuntimeException extends ConfigException {
    FipsRuntimeException(String plugin, List<FipsRuntime.Finding> findings) {
        super(plugin + " refuses to start: this JVM is not proven to use the FIPS module alone. "
                + findings.stream().map(FipsRuntime.Finding::line).collect(Collectors.joining(" | ")));
    }
}

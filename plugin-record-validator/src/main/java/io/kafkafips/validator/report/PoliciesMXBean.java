package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.Description;
import java.util.List;

/** The policies in force, and what lies there instead where a change was refused. */
public interface PoliciesMXBean {
    @Description("The policies in force, first match first, with their patterns and rules")
    String getPolicies();

    int getPolicyCount();

    @Description("1 for the policies of the start, and one more for each change that was taken over")
    long getGeneration();

    @Description("When the policies in force were loaded, ISO 8601")
    String getLoadedAt();

    @Description("Seconds since then")
    double getAgeSeconds();

    @Description("Changes that were taken over since the start")
    long getReloads();

    @Description("Changes that were refused since the start")
    long getReloadsRefused();

    @Description("1 while the files hold something that was refused and the policies before it are in force, else 0")
    int getReloadRefusedNow();

    @Description(
            "For how long that is so, in seconds: how far what is enforced lags behind the files; 0 when it does not")
    double getReloadLagSeconds();

    @Description("Why the change that lies there was refused, with file, line and column; empty when it was not")
    String getLastError();

    @Description("The policy file and the files it refers to; none when the policies are in server.properties")
    List<String> getFiles();
}

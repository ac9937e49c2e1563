package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.Description;

/** How a schema registry and its cache fare. */
public interface RegistryMXBean {
    @Description("Records whose schema was at hand, since the registry was opened")
    long getHits();

    @Description("Records whose schema was not at hand, for whatever reason")
    long getMisses();

    @Description("Answers that were sought from the registry")
    long getLookups();

    @Description("Lookups that brought no answer")
    long getLookupFailures();

    @Description("Lookups that were not begun, since too many were under way or had just been made")
    long getLookupsTurnedAway();

    @Description(
            "Records that passed unvalidated because the registry was out of reach; only with on-outage: accept-unvalidated")
    long getAcceptedUnvalidated();

    @Description("Lookups at this moment")
    int getLookupsUnderWay();

    @Description("Schemas in the cache at this moment")
    long getSchemas();

    @Description("How long ago the oldest answer in the cache was given, in seconds; 0 when it is empty")
    double getOldestAnswerSeconds();

    @Description("Why the last lookup failed; empty when it brought an answer")
    String getLastError();
}

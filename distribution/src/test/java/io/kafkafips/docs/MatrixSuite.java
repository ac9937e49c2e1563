package io.kafkafips.docs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a test of the compatibility matrix shows; each constant is a column of {@code docs/compatibility.md}. */
public enum MatrixSuite {
    @JsonProperty("roll")
    ROLL(
            "TLS engine and authorizer, rolled",
            "KafkaVersionsIT#rolling_fromTheStockAuthorizerToOursAndBack_failsNoRequest",
            "A dedicated controller and two brokers with the TLS engine, each rolled from the stock authorizer and principal builder to ours and"
                    + " back, while a producer and a consumer go on without an error. Topics that a client creates through a broker are"
                    + " allowed by the controller for the group in his certificate."),
    @JsonProperty("combined")
    COMBINED(
            "combined node",
            "KafkaVersionsIT#combinedNode_groupOfACertificate_isAllowedWhatItsAclSays",
            "One node that is controller and broker, with the TLS engine and the authorizer in both roles."),
    @JsonProperty("validation")
    VALIDATION(
            "record validation",
            "ValidationMatrixIT#producers_withInvalidRecords_seeThemAndTheLogDoesNot",
            "Invalid records of the Java client, and of `kcat` and `kafkajs` where the machine has them, in every compression and guarantee: the"
                    + " producer is told and the log holds nothing of them."),
    @JsonProperty("tiered")
    TIERED(
            "all four, tiered storage",
            "TieredVersionsIT#segments_onceUploaded_areReadBackWholeOrRefusedAndGoWithTheirTopic",
            "A controller and a broker with all four plug-ins: a segment's way into encrypted tiered storage, back to a consumer, refused when it"
                    + " was altered, and gone with its topic.");

    private final String title;
    private final String test;
    private final String shows;

    MatrixSuite(String title, String test, String shows) {
        this.title = title;
        this.test = test;
        this.shows = shows;
    }

    String title() {
        return title;
    }

    /** Simple class name and method of the test, with {@code #} between them. */
    String test() {
        return test;
    }

    String shows() {
        return shows;
    }
}

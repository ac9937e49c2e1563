package io.kafkafips.audit;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;

/** An event as large as a decision of the authorizer, one of so many different ones. */
record NumberedFacts(int number, boolean urgent) implements AuditFacts {
    static final String TYPE = "io.kafkafips.test.v1";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String subject() {
        return "TOPIC:LITERAL:topic-" + number;
    }

    @Override
    public void describe(AuditData data) {
        data.add("decision", urgent ? "DENIED" : "ALLOWED")
                .add("rule", "ALLOW Group:payments WRITE on TOPIC:LITERAL:topic-" + number + " from host *")
                .add("principal", "User:CN=client-" + number + ",OU=payments,O=Example")
                .add("issuer", "CN=Example Issuing CA 3,O=Example")
                .add("sha256", "ab".repeat(32));
    }
}

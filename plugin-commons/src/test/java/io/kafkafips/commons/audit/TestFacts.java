package io.kafkafips.commons.audit;

/** An event that says nothing but its name. */
record TestFacts(String name, boolean urgent) implements AuditFacts {
    static TestFacts allowed(String name) {
        return new TestFacts(name, false);
    }

    static TestFacts denied(String name) {
        return new TestFacts(name, true);
    }

    @Override
    public String type() {
        return "t";
    }

    @Override
    public String subject() {
        return "TOPIC:LITERAL:a";
    }

    @Override
    public void describe(AuditData data) {
        data.add("name", name);
    }
}

package io.kafkafips.ssl.store;

/**
 * No trust anchors: a server that asks for no client certificate. Kafka's own factory would fall back to the JVM's list of public
 * authorities; nobody is trusted here.
 */
record NoTrustInput() implements TrustInput {
    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add("no trust");
    }

    @Override
    public TrustMaterial load() {
        return TrustMaterial.none();
    }
}

package io.kafkafips.ssl.store;

/** No key: a client that does not authenticate itself. */
record NoKeyInput() implements KeyInput {
    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add("no key");
    }

    @Override
    public KeyMaterial load() {
        return KeyMaterial.none();
    }
}

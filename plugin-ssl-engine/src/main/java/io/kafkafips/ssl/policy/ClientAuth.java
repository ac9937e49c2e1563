package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import javax.net.ssl.SSLParameters;

/** Whether a server asks its clients for a certificate: {@code ssl.client.auth}. */
public enum ClientAuth {
    /** No certificate, no connection. */
    REQUIRED,
    /** A certificate is asked for and checked, but a client may come without one. */
    REQUESTED,
    /** Not asked for. */
    NONE;

    static final String KEY = "ssl.client.auth";

    /** Kafka's own factory takes a typing error for {@code none}; here it stops the start. */
    static ClientAuth from(Settings settings) {
        return settings.text(KEY).map(ClientAuth::parse).orElse(NONE);
    }

    private static ClientAuth parse(String value) {
        for (ClientAuth known : values()) {
            if (String.CASE_INSENSITIVE_ORDER.compare(known.name(), value) == 0) {
                return known;
            }
        }
        throw Refusal.setting(KEY, value, "required, requested or none", KEY + "=required");
    }

    void applyTo(SSLParameters parameters) {
        // each setter clears the other one
        if (this == REQUIRED) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(this == REQUESTED);
        }
    }
}

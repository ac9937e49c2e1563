package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.Locale;
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

    /** Permits {@link #REQUESTED} and {@link #NONE} on a broker or controller. */
    public static final String PERMISSION = "fips.tls.allow.clients.without.certificate";

    /**
     * Kafka's own factory takes a typing error for {@code none}; here it stops the start. And so does, on a server, anything but
     * {@code required}, unless it is permitted.
     */
    static ClientAuth from(Settings settings, NodeRole role) {
        ClientAuth asked = settings.text(KEY).map(ClientAuth::parse).orElse(NONE);
        if (role == NodeRole.SERVER && asked != REQUIRED && !settings.isTrue(PERMISSION)) {
            throw Refusal.setting(
                    KEY,
                    asked.name().toLowerCase(Locale.ROOT),
                    "required, since anybody can connect to a listener that demands no certificate",
                    KEY + "=required, and listener.name.<listener>." + KEY
                            + "=required for a SASL_SSL listener, where Kafka does not apply the line without prefix; or "
                            + PERMISSION + "=true");
        }
        return asked;
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

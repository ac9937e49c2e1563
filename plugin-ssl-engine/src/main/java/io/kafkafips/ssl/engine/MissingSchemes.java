package io.kafkafips.ssl.engine;

import java.nio.ByteBuffer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.ContentType;

/**
 * A peer that offers no signature scheme of the module, only ed25519 for instance. BCJSSE fails there with a {@code NullPointerException}
 * and tells the peer internal_error; RFC 8446, section 4.2.3, asks for handshake_failure. The ServerHello comes later, so the alert
 * is in the clear and can be put right. Stateless.
 */
final class MissingSchemes {
    private static final String SERVER = "org.bouncycastle.jsse.provider.ProvTlsServer";
    private static final String SELECTION = "selectServerCredentials";
    private static final int RECORD_HEADER_BYTES = 5;
    private static final int ALERT_BYTES = 2;

    private MissingSchemes() {}

    /** Whether this exception, without its causes, is the one of BCJSSE. */
    static boolean isCauseOf(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return thrown instanceof NullPointerException
                && frames.length > 0
                && frames[0].getClassName().equals(SERVER)
                && frames[0].getMethodName().startsWith(SELECTION);
    }

    /** Makes handshake_failure of an internal_error in the clear that ends at the position of the buffer. */
    static void correct(ByteBuffer wrapped, int produced) {
        int start = wrapped.position() - produced;
        if (produced == RECORD_HEADER_BYTES + ALERT_BYTES
                && wrapped.get(start) == ContentType.alert
                && wrapped.get(start + RECORD_HEADER_BYTES) == AlertLevel.fatal
                && wrapped.get(start + produced - 1) == AlertDescription.internal_error) {
            wrapped.put(start + produced - 1, (byte) AlertDescription.handshake_failure);
        }
    }
}

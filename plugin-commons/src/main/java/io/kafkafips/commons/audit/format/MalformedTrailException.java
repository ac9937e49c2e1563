package io.kafkafips.commons.audit.format;

/** Bytes of an audit trail, or of its state file, that are not as the format has them; the message says where. */
public final class MalformedTrailException extends Exception {
    public MalformedTrailException(String message) {
        super(message);
    }
}

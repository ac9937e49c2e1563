package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.Octets;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * The form that some software gives to what it has encrypted. Thread-safe.
 *
 * <p>A check of form without a key: markers, lengths, and that where ciphertext must be there is no text. Whoever wants to make up
 * plaintext of that form can.
 */
interface Envelope {
    /** Whether the content has the form. */
    boolean holds(List<Header> headers, Octets content);
}

package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.Octets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A value as the record encryption filter of Kroxylicious writes it, in the version that all its releases write:
 *
 * <pre>
 * header kroxylicious.io/encryption = %x02               ; the first header of that name
 * value       = cipher-id edek-length edek aad-id iv ciphertext
 * cipher-id   = %x00                                     ; AES-256-GCM with a tag of 128 bits
 * edek-length = 1*5OCTET                                 ; unsigned varint
 * edek        = 1*OCTET                                  ; the wrapped data encryption key, its form is the key service's
 * aad-id      = %x00                                     ; none
 * iv          = 12OCTET
 * ciphertext  = 16*OCTET                                 ; with the tag at its end
 * </pre>
 *
 * From the source of Kroxylicious ({@code WrapperV2}, {@code EncryptionHeader}).
 */
final class KroxyliciousEnvelope implements Envelope {
    private static final String HEADER = "kroxylicious.io/encryption";
    private static final int VERSION = 2;
    private static final int AES_256_GCM = 0;
    private static final int NO_AAD = 0;

    @Override
    public boolean holds(List<Header> headers, Octets content) {
        return isMarked(headers) && content.length() > 2 && content.at(0) == AES_256_GCM && hasParts(content);
    }

    private static boolean isMarked(List<Header> headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).key().equals(HEADER)) {
                byte @Nullable [] version = headers.get(i).value();
                return version != null && version.length == 1 && version[0] == VERSION;
            }
        }
        return false;
    }

    private static boolean hasParts(Octets content) {
        long length = 0;
        int at = 1;
        int octet;
        do {
            if (at > 5 || at == content.length()) {
                return false;
            }
            octet = content.at(at);
            length |= (octet & 0x7FL) << (7 * (at - 1));
            at++;
        } while (octet >= 0x80);
        long aad = at + length;
        return length > 0
                && aad < content.length()
                && content.at((int) aad) == NO_AAD
                && Ciphertext.mayBeGcm(content.slice((int) aad + 1, content.length()));
    }
}

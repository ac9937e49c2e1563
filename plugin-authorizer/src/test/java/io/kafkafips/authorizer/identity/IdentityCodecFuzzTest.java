package io.kafkafips.authorizer.identity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * An identity from the wire: whatever the bytes, they are the one form of an identity, or a SerializationException. The seeds run in every
 * build, {@code -Pfuzz} goes on from them.
 */
class IdentityCodecFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void decode_anyBytes_isTheOneFormOfAnIdentityOrRefused(byte[] bytes) {
        CertificateIdentity identity;
        try {
            identity = IdentityCodec.decode(bytes);
        } catch (SerializationException e) {
            return;
        }
        if (!Arrays.equals(IdentityCodec.encode(identity), bytes)) {
            throw new AssertionError("Two forms of " + identity);
        }
    }
}

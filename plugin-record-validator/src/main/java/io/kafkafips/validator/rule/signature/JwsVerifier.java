package io.kafkafips.validator.rule.signature;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A verifier of JSON Web Signatures in their compact form, with jose4j over the validated module alone. Thread-safe.
 *
 * <p>The header of a signature picks a key by its id and an algorithm among those allowed; keys and certificates that it brings along
 * are not looked at.
 */
final class JwsVerifier {
    /** What comes before the first dot is read by a parser of JSON. */
    private static final int LONGEST_HEADER = 4 * 1024;

    private final VerificationKeys keys;
    private final Set<String> allowed;
    private final AlgorithmConstraints algorithms;

    JwsVerifier(VerificationKeys keys, List<String> algorithms) {
        this.keys = keys;
        this.allowed = Set.copyOf(algorithms);
        this.algorithms =
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithms.toArray(new String[0]));
    }

    /**
     * Accepts a signature by returning.
     *
     * @param compact its compact form
     * @param payload of a signature that is detached from it, else {@code null}
     * @throws InvalidRecordException why it is refused, with nothing of the signature or its payload
     */
    void verify(String compact, byte @Nullable [] payload) {
        int dot = compact.indexOf('.');
        int second = compact.indexOf('.', dot + 1);
        if (dot < 1 || dot > LONGEST_HEADER || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw refused("three parts with dots between them are expected");
        }
        if (!isBase64Url(compact, 0, dot)
                || !isBase64Url(compact, dot + 1, second)
                || !isBase64Url(compact, second + 1, compact.length())) {
            throw refused("three parts in base64url without padding are expected, and nothing beside them");
        }
        if (payload != null && second != dot + 1) {
            throw refused("the payload is expected to be detached: nothing between the two dots");
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(algorithms);
            signature.setCompactSerialization(compact);
            String algorithm = String.valueOf(signature.getAlgorithmHeaderValue());
            if (!allowed.contains(algorithm)) {
                throw refused("its algorithm is not among those that the rule accepts");
            }
            signature.setProviderContext(ValidatorJca.providers(algorithm));
            if (payload != null) {
                signature.setEncodedPayload(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(payload));
            }
            signature.setKey(keys.find(signature.getKeyIdHeaderValue(), algorithm));
            if (!signature.verifySignature()) {
                throw refused("it is not of this payload and key");
            }
        } catch (JoseException | ClassCastException e) {
            // the latter for a header parameter of another type of JSON
            throw refused("it cannot be read, or its key or its critical headers are not accepted");
        } catch (AssertionError e) {
            // how the module refuses what is not approved (FipsUnapprovedOperationError)
            throw refused("the module does not approve of its key");
        }
    }

    /**
     * Whether it is base64url as RFC 7515 has it. The library's decoder goes over other characters and stops at an equals sign: what a
     * record has there is not covered by the signature.
     */
    private static boolean isBase64Url(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return (to - from) % 4 != 1;
    }

    private static InvalidRecordException refused(String why) {
        return new InvalidRecordException("the signature is refused: " + why);
    }
}

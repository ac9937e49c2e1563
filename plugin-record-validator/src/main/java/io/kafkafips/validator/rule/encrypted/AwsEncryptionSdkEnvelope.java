package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.Octets;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A message of the AWS Encryption SDK, known by its header (format versions 1 and 2 of its message format reference): version, type,
 * algorithm suite, message id, encryption context, and the encrypted data keys with their lengths.
 */
final class AwsEncryptionSdkEnvelope implements Envelope {
    private static final int CUSTOMER_DATA = 0x80;
    private static final int ID_V1 = 16;
    private static final int ID_V2 = 32;

    /** Of the parts of a data key: provider id, provider information, encrypted key. */
    private static final int PARTS_OF_A_KEY = 3;

    /** The shortest that can follow the data keys: content type, frame length, tag of the header, final frame. */
    private static final int SHORTEST_REST = 32;

    @Override
    public boolean holds(List<Header> headers, Octets content) {
        if (content.length() < 2) {
            return false;
        }
        int afterId = switch (content.at(0)) {
            case 1 -> content.at(1) == CUSTOMER_DATA && isSuiteV1(number(content, 2)) ? 4 + ID_V1 : -1;
            case 2 -> isSuiteV2(number(content, 1)) ? 3 + ID_V2 : -1;
            default -> -1;
        };
        return afterId > 0 && hasDataKeys(content, afterId);
    }

    private static boolean isSuiteV1(int suite) {
        return switch (suite) {
            case 0x0014, 0x0046, 0x0078, 0x0114, 0x0146, 0x0178, 0x0214, 0x0346, 0x0378 -> true;
            default -> false;
        };
    }

    private static boolean isSuiteV2(int suite) {
        return suite == 0x0478 || suite == 0x0578;
    }

    private static boolean hasDataKeys(Octets content, int contextLength) {
        long at = contextLength + 2L + number(content, contextLength);
        int keys = number(content, at);
        at += 2;
        for (int part = 0; part < keys * PARTS_OF_A_KEY && at < content.length(); part++) {
            at += 2 + Math.max(0, number(content, at));
        }
        return keys > 0 && at + SHORTEST_REST <= content.length();
    }

    /** Two bytes as a number, -1 beyond the end. */
    private static int number(Octets content, long at) {
        return at + 2 > content.length() ? -1 : content.at((int) at) << 8 | content.at((int) at + 1);
    }
}

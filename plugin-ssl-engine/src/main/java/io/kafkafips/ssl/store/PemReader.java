package io.kafkafips.ssl.store;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A reader of PEM text (RFC 7468). Text around the blocks is skipped, and any white space may stand inside one: a block that was
 * folded into a single line of a properties file is read too, as Kafka's own reader does. Stateless.
 */
final class PemReader {
    static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LONGEST_LABEL = 64;

    private PemReader() {}

    /** A labelled block. Immutable. */
    static final class Block {
        private final String label;
        private final byte[] der;

        private Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        /** Such as {@code CERTIFICATE}. */
        String label() {
            return label;
        }

        /** The decoded content, not to be changed. */
        byte[] der() {
            return der;
        }

        boolean isCertificate() {
            return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
        }

        boolean isKey() {
            return label.endsWith("PRIVATE KEY");
        }
    }

    /** Every block, in order. */
    static List<Block> read(String text, Origin origin) {
        List<Block> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (labelEnd < 0 || labelEnd - begin > BEGIN.length() + LONGEST_LABEL) {
                throw malformed(origin, "a BEGIN line without an end");
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd).trim();
            String end = END + label + DASHES;
            int bodyEnd = text.indexOf(end, labelEnd);
            if (bodyEnd < 0) {
                throw malformed(origin, "a block '" + label + "' without its END line");
            }
            blocks.add(new Block(label, decode(label, text.substring(labelEnd + DASHES.length(), bodyEnd), origin)));
            begin = text.indexOf(BEGIN, bodyEnd + end.length());
        }
        return blocks;
    }

    private static byte[] decode(String label, String body, Origin origin) {
        if (body.contains("Proc-Type:")) {
            throw origin.refused(
                    "a PKCS#8 key, but the block '" + label + "' has OpenSSL's old encryption (MD5)",
                    PrivateKeyReader.RE_ENCRYPT);
        }
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            // its message would quote characters of what may be a key
            throw malformed(origin, "a block '" + label + "' that is not base64");
        }
    }

    private static RuntimeException malformed(Origin origin, String seen) {
        return origin.refused("PEM (RFC 7468), but it has " + seen, "write the PEM anew, nothing cut off");
    }
}

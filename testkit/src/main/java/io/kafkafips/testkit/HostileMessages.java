package io.kafkafips.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a hostile TLS client says: bytes that are no TLS at all, records with wrong lengths, hellos that were damaged or overgrown, key
 * shares that are no points, certificates that are no certificates. Everything comes from the given random source.
 */
final class HostileMessages {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int FINISHED = 20;
    private static final int LARGEST_FRAGMENT = 16_384;
    private static final int[] TLS_1_2_SUITES = {0xC02C, 0xC02B, 0xC030, 0xC02F};
    private static final int[] TLS_1_3_SUITES = {0x1301, 0x1302};
    private static final int P256 = 0x0017;
    private static final int P256_POINT = 65;

    private final List<List<byte[]>> chains;

    HostileMessages(List<List<byte[]>> chains) {
        this.chains = List.copyOf(chains);
    }

    /** The first and only words of a connection. */
    byte[] firstWords(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> bytes(random, random.nextInt(600));
            case 1 -> text(random);
            case 2 -> damaged(record(HANDSHAKE, hello13(random, keyShare(point()))), random);
            case 3 -> damaged(goodTls12Hello(random), random);
            case 4 -> truncated(record(HANDSHAKE, hello13(random, keyShare(point()))), random);
            case 5 -> record(HANDSHAKE, hello13(random, keyShare(notAPoint(random))));
            case 6 -> record(HANDSHAKE, hello13(random, longName(random)));
            case 7 -> wrongLength(record(HANDSHAKE, hello13(random, keyShare(point()))), random);
            case 8 -> crumbs(hello13(random, keyShare(notAPoint(random))));
            case 9 -> record(random.nextInt(256), bytes(random, 1 + random.nextInt(LARGEST_FRAGMENT)));
            case 10 -> emptyRecords(random);
            default -> record(HANDSHAKE, handshake(random.nextInt(256), bytes(random, random.nextInt(2_000))));
        };
    }

    /** A hello that the server answers with its flight of TLS 1.2. */
    byte[] goodTls12Hello(SplittableRandom random) {
        return record(HANDSHAKE, hello(random, 0x0303, TLS_1_2_SUITES, new byte[0]));
    }

    /** What follows the server's flight of TLS 1.2: certificates, key exchange, signature, and garbage for the rest. */
    byte[] lateWords(SplittableRandom random) {
        byte[] certificate = fragments(handshake(CERTIFICATE, certificates(random)));
        byte[] exchange = record(HANDSHAKE, handshake(CLIENT_KEY_EXCHANGE, exchangeOf(random)));
        byte[] verify = record(HANDSHAKE, handshake(CERTIFICATE_VERIFY, signature(random)));
        byte[] rest = concat(
                record(CHANGE_CIPHER_SPEC, new byte[] {1}), record(HANDSHAKE, handshake(FINISHED, bytes(random, 36))));
        return switch (random.nextInt(6)) {
            case 0 -> concat(exchange, certificate, verify, rest);
            case 1 -> concat(certificate, exchange, rest);
            case 2 -> concat(certificate, rest);
            case 3 -> truncated(concat(certificate, exchange, verify, rest), random);
            default -> concat(certificate, exchange, verify, rest);
        };
    }

    private byte[] certificates(SplittableRandom random) {
        List<byte[]> chain = new ArrayList<>(chains.get(random.nextInt(chains.size())));
        switch (random.nextInt(7)) {
            case 0 -> chain.set(0, damaged(chain.get(0), random));
            case 1 -> {
                byte[] leaf = chain.get(0);
                for (int i = random.nextInt(200); i > 0; i--) {
                    chain.add(leaf);
                }
            }
            case 2 -> chain.set(0, bytes(random, random.nextInt(4_000)));
            case 3 -> chain.set(0, new byte[0]);
            case 4 -> chain.clear();
            default -> {
                // as it is: it is weak, or not trusted, or nobody has its key
            }
        }
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (byte[] certificate : chain) {
            list.writeBytes(number(certificate.length, 3));
            list.writeBytes(certificate);
        }
        int claimed = random.nextInt(10) == 0 ? random.nextInt(1 << 24) : list.size();
        return concat(number(claimed, 3), list.toByteArray());
    }

    private static byte[] exchangeOf(SplittableRandom random) {
        byte[] point = random.nextBoolean() ? notAPoint(random) : point();
        return concat(number(Math.min(point.length, 255), 1), point);
    }

    private static byte[] signature(SplittableRandom random) {
        int[] schemes = {0x0403, 0x0401, 0x0804, 0x0203, 0x0807, random.nextInt(65_536)};
        byte[] value = bytes(random, random.nextInt(600));
        return concat(number(schemes[random.nextInt(schemes.length)], 2), number(value.length, 2), value);
    }

    private static byte[] hello13(SplittableRandom random, byte[] extension) {
        byte[] versions = extension(43, new byte[] {2, 3, 4});
        return hello(random, 0x0303, TLS_1_3_SUITES, concat(versions, extension));
    }

    private static byte[] hello(SplittableRandom random, int version, int[] suites, byte[] moreExtensions) {
        byte[] extensions = concat(
                extension(10, new byte[] {0, 4, 0, P256, 0, 0x18}),
                extension(13, new byte[] {0, 8, 4, 3, 5, 3, 8, 4, 4, 1}),
                extension(11, new byte[] {1, 0}),
                extension(23, new byte[0]),
                moreExtensions);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(number(version, 2));
        body.writeBytes(bytes(random, 32));
        body.write(0);
        body.writeBytes(number(suites.length * 2, 2));
        for (int suite : suites) {
            body.writeBytes(number(suite, 2));
        }
        body.writeBytes(new byte[] {1, 0});
        body.writeBytes(number(extensions.length, 2));
        body.writeBytes(extensions);
        return handshake(1, body.toByteArray());
    }

    private static byte[] keyShare(byte[] point) {
        byte[] entry = concat(number(P256, 2), number(point.length, 2), point);
        return extension(51, concat(number(entry.length, 2), entry));
    }

    /** A server name of up to 16 kB, which is more than a DNS name can have. */
    private static byte[] longName(SplittableRandom random) {
        byte[] name = new byte[15_000 + random.nextInt(1_000)];
        Arrays.fill(name, (byte) ('a' + random.nextInt(26)));
        return extension(0, concat(number(name.length + 3, 2), new byte[1], number(name.length, 2), name));
    }

    private static byte[] extension(int type, byte[] value) {
        return concat(number(type, 2), number(value.length, 2), value);
    }

    /** The generator of P-256. */
    private static byte[] point() {
        String x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
        String y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        return concat(new byte[] {4}, hex(x), hex(y));
    }

    private static byte[] notAPoint(SplittableRandom random) {
        byte[] point = point();
        return switch (random.nextInt(7)) {
            case 0 -> new byte[0];
            case 1 -> new byte[1];
            case 2 -> new byte[P256_POINT];
            case 3 -> concat(new byte[] {4}, bytes(random, P256_POINT - 1));
            case 4 -> Arrays.copyOf(point, random.nextInt(255));
            case 5 -> concat(new byte[] {(byte) (2 + random.nextInt(2))}, bytes(random, 32));
            default -> {
                byte[] large = concat(new byte[] {4}, new byte[P256_POINT - 1]);
                Arrays.fill(large, 1, P256_POINT, (byte) 0xFF);
                yield large;
            }
        };
    }

    private static byte[] text(SplittableRandom random) {
        String line = random.nextBoolean() ? "GET / HTTP/1.1\r\nHost: broker\r\n\r\n" : "SSH-2.0-OpenSSH_9.6\r\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** Changes some bytes, the first of a record rather more often: what is refused at once tests little. */
    private static byte[] damaged(byte[] message, SplittableRandom random) {
        byte[] copy = message.clone();
        for (int i = 1 + random.nextInt(8); i > 0 && copy.length > 0; i--) {
            int limit = random.nextInt(4) == 0 ? Math.min(copy.length, 60) : copy.length;
            copy[random.nextInt(limit)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static byte[] truncated(byte[] message, SplittableRandom random) {
        return Arrays.copyOf(message, random.nextInt(message.length));
    }

    private static byte[] wrongLength(byte[] record, SplittableRandom random) {
        byte[] copy = record.clone();
        int length = random.nextBoolean() ? random.nextInt(65_536) : LARGEST_FRAGMENT + 1 + random.nextInt(400);
        copy[3] = (byte) (length >> 8);
        copy[4] = (byte) length;
        return copy;
    }

    /** One record for each byte. */
    private static byte[] crumbs(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte one : message) {
            out.writeBytes(record(HANDSHAKE, new byte[] {one}));
        }
        return out.toByteArray();
    }

    private static byte[] emptyRecords(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] types = {HANDSHAKE, ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC};
        for (int i = random.nextInt(400); i >= 0; i--) {
            out.writeBytes(record(types[random.nextInt(types.length)], new byte[random.nextInt(2)]));
        }
        return out.toByteArray();
    }

    /** A message as one record after the other. */
    private static byte[] fragments(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < message.length; from += LARGEST_FRAGMENT) {
            out.writeBytes(record(
                    HANDSHAKE, Arrays.copyOfRange(message, from, Math.min(message.length, from + LARGEST_FRAGMENT))));
        }
        return out.toByteArray();
    }

    private static byte[] record(int type, byte[] fragment) {
        return concat(number(type, 1), number(0x0303, 2), number(fragment.length, 2), fragment);
    }

    private static byte[] handshake(int type, byte[] body) {
        return concat(number(type, 1), number(body.length, 3), body);
    }

    private static byte[] number(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

package io.kafkafips.authorizer.condition;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291), IPv4 or IPv6. The two families never match each other; the JVM hands
 * over an IPv4-mapped IPv6 address as IPv4. Immutable.
 */
final class Network {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int IPV4_BYTES = 4;

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a block, or a single address. Names are never looked up.
     *
     * @throws IllegalArgumentException when it is neither, or has bits beyond its prefix
     */
    static Network of(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        int most = address.length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        if (bits > most) {
            throw new IllegalArgumentException("a prefix of at most " + most + " bits");
        }
        for (int i = bits; i < most; i++) {
            if ((address[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1) != 0) {
                throw new IllegalArgumentException("no bit set beyond the prefix of " + bits + " bits");
            }
        }
        return new Network(address, bits);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (Byte.SIZE - rest) == 0;
    }

    private static int bits(String text) {
        if (!BITS.matcher(text).matches()) {
            throw new IllegalArgumentException("a number of bits after the slash");
        }
        return Integer.parseInt(text);
    }

    private static byte[] address(String text) {
        if (IPV6.matcher(text).matches()) {
            return ipv6(text);
        }
        String[] octets = text.split("\\.", -1);
        ByteBuffer bytes = ByteBuffer.allocate(IPV4_BYTES);
        for (String octet : octets) {
            if (octets.length != IPV4_BYTES || !OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 0xff) {
                throw new IllegalArgumentException("an IPv4 or IPv6 address, not a name");
            }
            bytes.put((byte) Integer.parseInt(octet));
        }
        return bytes.array();
    }

    private static byte[] ipv6(String text) {
        try {
            // has a colon, so that it is never taken for a name
            byte[] bytes = InetAddress.getByName(text).getAddress();
            if (bytes.length == IPV4_BYTES) {
                throw new IllegalArgumentException("the IPv4 form of an IPv4-mapped address");
            }
            return bytes;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IPv4 or IPv6 address, not a name", e);
        }
    }
}

package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "0.0.0.0/0,203.0.113.7,true",
        "0.0.0.0/0,2001:db8::1,false",
        "203.0.113.7,203.0.113.7,true",
        "203.0.113.7/32,203.0.113.8,false",
        "192.168.4.0/22,192.168.7.255,true",
        "192.168.4.0/22,192.168.8.0,false",
        "128.0.0.0/1,200.1.2.3,true",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::1,false",
        "::1,::1,true",
        "::/0,10.0.0.1,false",
        "10.0.0.0/8,::ffff:10.1.2.3,true",
    })
    void contains_knownBlocks_isAsTheRfcSays(String block, String address, boolean expected) throws Exception {
        assertThat(Network.of(block).contains(InetAddress.getByName(address))).isEqualTo(expected);
    }

    @Test
    void contains_randomBlocksAndAddresses_agreesWithArithmetic() throws Exception {
        Random random = new Random(4);
        int inside = 0;
        for (int i = 0; i < 20_000; i++) {
            int bytes = random.nextBoolean() ? 4 : 16;
            int width = bytes * 8;
            int bits = random.nextInt(width + 1);
            BigInteger base =
                    new BigInteger(width, random).shiftRight(width - bits).shiftLeft(width - bits);
            BigInteger near = base.add(new BigInteger(Math.max(1, width - bits + 1), random))
                    .mod(BigInteger.ONE.shiftLeft(width));
            boolean expected = near.shiftRight(width - bits).equals(base.shiftRight(width - bits));
            InetAddress block = address(base, bytes);
            InetAddress probe = address(near, bytes);
            if (block.getAddress().length != bytes || probe.getAddress().length != bytes) {
                continue; // the JVM turned an IPv4-mapped one into IPv4
            }

            boolean contained = Network.of(block.getHostAddress() + "/" + bits).contains(probe);

            assertThat(contained).as("%s/%d and %s", block, bits, probe).isEqualTo(expected);
            inside += contained ? 1 : 0;
        }
        assertThat(inside).isBetween(2_000, 18_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.org/8",
                "10.0.0/8",
                "10.0.0.0.0",
                "010.0.0.0/8",
                "256.0.0.0",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "2001:db8::/129",
                "2001:db8::1/32",
                "::g",
                ":",
                "fe80::1%eth0",
                "::ffff:10.0.0.0/104",
                "",
                "/8",
            })
    void of_noBlock_isRefused(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress address(BigInteger value, int bytes) throws Exception {
        byte[] address = new byte[bytes];
        byte[] signed = value.toByteArray();
        for (int i = 0; i < Math.min(bytes, signed.length); i++) {
            address[bytes - 1 - i] = signed[signed.length - 1 - i];
        }
        return InetAddress.getByAddress(address);
    }
}

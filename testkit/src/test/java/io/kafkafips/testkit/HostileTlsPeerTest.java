package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.HostileTlsPeer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileTlsPeerTest {
    private static final int ROUNDS = 300;
    private static final List<List<byte[]>> CHAINS = List.of(List.of(new byte[] {0x30, 3, 2, 1, 1}));

    @Test
    void messages_sameSeed_areTheSame() {
        assertThat(hashes(7)).isEqualTo(hashes(7));
    }

    @Test
    void messages_otherSeed_areOthers() {
        assertThat(hashes(7)).isNotEqualTo(hashes(8));
    }

    @Test
    void attack_serverThatHangsUp_countsEveryConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(server));
            thread.setDaemon(true);
            thread.start();

            Map<Answer, Integer> answers = new HostileTlsPeer(server.getLocalPort(), 1, CHAINS).attack(20, 4);

            assertThat(answers).containsExactly(Map.entry(Answer.CLOSED, 20));
        }
    }

    private static List<Integer> hashes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HostileMessages messages = new HostileMessages(CHAINS);
        return IntStream.range(0, ROUNDS)
                .map(i -> Arrays.hashCode(i % 2 == 0 ? messages.firstWords(random) : messages.lateWords(random)))
                .boxed()
                .toList();
    }

    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                return;
            }
        }
    }
}

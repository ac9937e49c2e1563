package io.kafkafips.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.security.auth.SslEngineFactory;

/**
 * A program that keeps connected engines after some traffic each way and prints what one of them holds on the heap after a collection.
 * Arguments: side, folder of the material, protocol, number of pairs.
 */
final class HeapProbe {
    private static final int TRAFFIC_BYTES = 64 * 1024;

    private HeapProbe() {}

    public static void main(String[] args) throws Exception {
        SslEngineFactory factory = EnginePair.factory(Side.valueOf(args[0]), Path.of(args[1]), args[2]);
        int pairs = Integer.parseInt(args[3]);
        EnginePair.Buffers buffers = new EnginePair.Buffers();
        List<EnginePair> kept = new ArrayList<>();
        kept.add(used(factory, buffers));
        long before = usedHeap();
        for (int i = 0; i < pairs; i++) {
            kept.add(used(factory, buffers));
        }
        long perEngine = (usedHeap() - before) / (2L * pairs);
        Bench.print("heap per engine " + perEngine + " of " + kept.size());
    }

    private static EnginePair used(SslEngineFactory factory, EnginePair.Buffers buffers) throws Exception {
        EnginePair pair = EnginePair.connect(factory, buffers);
        ByteBuffer traffic = ByteBuffer.allocate(TRAFFIC_BYTES);
        pair.toServer(traffic);
        traffic.clear();
        pair.toClient(traffic);
        return pair;
    }

    static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

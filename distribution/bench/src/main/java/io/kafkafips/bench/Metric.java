package io.kafkafips.bench;

import java.util.OptionalDouble;

/**
 * Something that is measured for every {@link Side}.
 *
 * @param name what it is
 * @param unit its unit
 * @param moreIsBetter whether a higher figure is the better one
 * @param target17 the bound of our ratio to SunJSSE on JDK 17, or of the figure itself if {@code absolute}
 * @param target25 the same on JDK 25
 * @param absolute whether the target bounds the figure rather than the ratio
 */
record Metric(String name, String unit, boolean moreIsBetter, double target17, double target25, boolean absolute) {
    static final Metric BULK_13 = new Metric("bulk TLS 1.3", "GB per CPU s", true, 0.55, 0.45, false);
    static final Metric BULK_12 = new Metric("bulk TLS 1.2", "GB per CPU s", true, 0.55, 0.45, false);
    static final Metric HANDSHAKE_13 = new Metric("handshake TLS 1.3", "ms CPU", false, Double.NaN, Double.NaN, false);
    static final Metric HANDSHAKE_12 =
            new Metric("connect TLS 1.2, resumed", "ms CPU", false, Double.NaN, Double.NaN, false);
    static final Metric HEAP_13 = new Metric("heap per idle connection, TLS 1.3", "KiB", false, 64, 64, true);
    static final Metric HEAP_12 = new Metric("heap per idle connection, TLS 1.2", "KiB", false, 64, 64, true);
    static final Metric START = new Metric("broker start", "s CPU", false, 9, 9, true);
    static final Metric PRODUCE = new Metric("produce 1 kB", "us CPU per record", false, 1.2, 1.2, false);
    static final Metric CONSUME = new Metric("consume 1 kB", "us CPU per record", false, 1.3, 1.3, false);

    /** The bound that is set for a JDK, if there is one. */
    OptionalDouble target(int jdk) {
        double target = jdk >= 25 ? target25 : target17;
        return Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target);
    }

    boolean meets(int jdk, double value) {
        double target = target(jdk).orElseThrow();
        return moreIsBetter ? value >= target : value <= target;
    }
}

package io.kafkafips.docs;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One test of the compatibility matrix that has passed.
 *
 * @param suite what it shows
 * @param kafka version of the brokers and controllers
 * @param jdk on which they ran: version and vendor
 * @param product version of the plug-ins
 * @param module the FIPS module, as it names itself
 * @param nativeAcceleration state of its native library
 * @param platform operating system and architecture
 * @param date day of the run, UTC, ISO 8601
 * @param commit of the plug-ins; with a plus sign where the checkout had changes on top
 */
record MatrixRun(
        MatrixSuite suite,
        String kafka,
        String jdk,
        String product,
        String module,
        String nativeAcceleration,
        String platform,
        String date,
        String commit) {
    static final Comparator<String> BY_VERSION = (a, b) -> {
        List<Integer> left = numbers(a);
        List<Integer> right = numbers(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    };
    static final Comparator<MatrixRun> ORDER = Comparator.comparing(MatrixRun::kafka, BY_VERSION)
            .thenComparing(MatrixRun::suite)
            .thenComparing(MatrixRun::feature);

    /** Feature release of the JDK: runs on another update or of another vendor replace each other. */
    int feature() {
        return numbers(jdk).get(0);
    }

    boolean isOfTheSameCellAs(MatrixRun other) {
        return suite == other.suite && kafka.equals(other.kafka) && feature() == other.feature();
    }

    private static List<Integer> numbers(String version) {
        return Stream.of(version.split("[^0-9]+", -1))
                .filter(part -> !part.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}

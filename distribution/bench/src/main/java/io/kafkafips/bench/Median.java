package io.kafkafips.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figure in the middle of some, or the mean of the two in the middle. */
final class Median {
    private Median() {}

    /** NaN of none. */
    static double of(List<Double> figures) {
        return of(figures, Double::doubleValue);
    }

    /** NaN of none. */
    static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

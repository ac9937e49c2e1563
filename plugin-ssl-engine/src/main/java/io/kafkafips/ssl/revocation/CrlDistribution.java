package io.kafkafips.ssl.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;

/**
 * The CRL distribution points that verified certificates have named, and when each is to be fetched. Bounded: a further one beyond the
 * bound is not taken in. Thread-safe.
 */
final class CrlDistribution {
    private static final int MOST_POINTS = 256;
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration refresh;
    private final Map<String, Point> points = new ConcurrentHashMap<>();

    CrlDistribution(Clock clock, Duration refresh) {
        this.clock = clock;
        this.refresh = refresh;
    }

    /** One of them. */
    static final class Point {
        private final String url;
        private final Callable<SSLSocketFactory> https;
        private final AtomicBoolean fetching = new AtomicBoolean();
        private volatile Instant next;

        private Point(String url, Callable<SSLSocketFactory> https, Instant next) {
            this.url = url;
            this.https = https;
            this.next = next;
        }

        String url() {
            return url;
        }

        Callable<SSLSocketFactory> https() {
            return https;
        }
    }

    /** Makes points known; answers the new ones. */
    List<Point> add(List<String> urls, Callable<SSLSocketFactory> https) {
        List<Point> added = new ArrayList<>();
        for (String url : urls) {
            if (points.size() < MOST_POINTS && !points.containsKey(url)) {
                Point made = new Point(url, https, clock.instant());
                if (points.putIfAbsent(url, made) == null) {
                    added.add(made);
                }
            }
        }
        return added;
    }

    List<Point> due() {
        Instant now = clock.instant();
        List<Point> due = new ArrayList<>();
        for (Point point : points.values()) {
            if (!point.next.isAfter(now)) {
                due.add(point);
            }
        }
        return due;
    }

    boolean begin(Point point) {
        return point.fetching.compareAndSet(false, true);
    }

    void end(Point point, boolean fetched) {
        Duration pause = !fetched && RETRY.compareTo(refresh) < 0 ? RETRY : refresh;
        point.next = clock.instant().plus(pause);
        point.fetching.set(false);
    }
}

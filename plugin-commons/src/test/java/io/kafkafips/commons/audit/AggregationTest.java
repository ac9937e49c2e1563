package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private final List<String> lines = new ArrayList<>();
    private final Map<AuditFacts, Long> totals = new HashMap<>();

    private void write(AuditFacts facts, long count, long first, long last) {
        lines.add(((TestFacts) facts).name() + " x" + count + " " + first + "-" + last);
        totals.merge(facts, count, Long::sum);
    }

    @Test
    void add_allowances_becomeOneLineWhenTheWindowEnds() {
        Aggregation aggregation = new Aggregation(100, 10, this::write);
        aggregation.add(new AuditEntry(5, TestFacts.allowed("a")), 0);
        aggregation.add(new AuditEntry(3, TestFacts.allowed("a")), 50);
        aggregation.add(new AuditEntry(9, TestFacts.allowed("b")), 60);

        aggregation.expire(99);
        assertThat(lines).isEmpty();
        aggregation.expire(100);
        assertThat(lines).containsExactly("a x2 3-5");
    }

    @Test
    void add_denials_writeTheFirstAtOnceAndTheRestWhenTheWindowEnds() {
        Aggregation aggregation = new Aggregation(100, 10, this::write);
        aggregation.add(new AuditEntry(1, TestFacts.denied("a")), 0);
        assertThat(lines).containsExactly("a x1 1-1");

        aggregation.add(new AuditEntry(2, TestFacts.denied("a")), 10);
        aggregation.add(new AuditEntry(3, TestFacts.denied("a")), 20);
        aggregation.expire(100);
        assertThat(lines).containsExactly("a x1 1-1", "a x2 2-3");

        aggregation.add(new AuditEntry(4, TestFacts.denied("a")), 101);
        assertThat(lines).endsWith("a x1 4-4");
    }

    @Test
    void expire_aloneDenial_writesNothingMore() {
        Aggregation aggregation = new Aggregation(100, 10, this::write);
        aggregation.add(new AuditEntry(1, TestFacts.denied("a")), 0);

        aggregation.expire(1000);

        assertThat(lines).hasSize(1);
        assertThat(aggregation.size()).isZero();
    }

    @Test
    void add_moreThanAreHeld_writesTheOldestBeforeItsTime() {
        Aggregation aggregation = new Aggregation(100, 2, this::write);
        for (String name : List.of("a", "b", "c")) {
            aggregation.add(new AuditEntry(1, TestFacts.allowed(name)), 0);
        }

        assertThat(lines).containsExactly("a x1 1-1");
        assertThat(aggregation.size()).isEqualTo(2);
    }

    @Test
    void add_windowOfZero_writesEach() {
        Aggregation aggregation = new Aggregation(0, 2, this::write);
        aggregation.add(new AuditEntry(1, TestFacts.allowed("a")), 0);
        aggregation.add(new AuditEntry(1, TestFacts.allowed("a")), 0);

        assertThat(lines).hasSize(2);
        assertThat(aggregation.size()).isZero();
    }

    /** Whatever comes in whatever order, the counts are those of a plain table. */
    @Test
    void add_randomEvents_totalsAreExact() {
        Random random = new Random(4);
        Aggregation aggregation = new Aggregation(50, 30, this::write);
        Map<AuditFacts, Long> oracle = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            AuditFacts facts = new TestFacts("n" + (int) Math.abs(random.nextGaussian() * 30), random.nextBoolean());
            oracle.merge(facts, 1L, Long::sum);
            aggregation.add(new AuditEntry(i, facts), i / 10);
            aggregation.expire(i / 10);
        }
        aggregation.flush();

        assertThat(totals).isEqualTo(oracle);
    }
}

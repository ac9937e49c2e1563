package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.policy.ValidationListener;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final ValidationMetrics metrics = new ValidationMetrics(() -> null);
    private final Reports reports = new Reports();

    @Test
    void unreadable_beforeTheBeginning_isNobodysBusiness() {
        reports.unreadable(topic("canary"), "corrupt");
        reports.begin(List.of(metrics));

        reports.unreadable(topic("orders"), "corrupt");

        assertThat(metrics.all().getUnreadableBatches()).isOne();
    }

    @Test
    void unreadable_listenerThatFails_costsItsReportAlone() {
        reports.begin(List.of(failing(), metrics));

        reports.unreadable(topic("orders"), "corrupt");

        assertThat(metrics.all().getUnreadableBatches()).isOne();
    }

    private static ValidationListener failing() {
        return (ValidationListener) Proxy.newProxyInstance(
                ReportsTest.class.getClassLoader(),
                new Class<?>[] {ValidationListener.class},
                (proxy, method, args) -> {
                    throw new IllegalStateException("a defect");
                });
    }
}

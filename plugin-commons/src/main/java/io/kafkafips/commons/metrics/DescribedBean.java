package io.kafkafips.commons.metrics;

import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.StandardMBean;

/** An MXBean whose attributes have the {@link Description} of their getters. */
final class DescribedBean extends StandardMBean {
    <T> DescribedBean(T bean, Class<T> type) {
        super(bean, type, true);
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return Arrays.stream(getMBeanInterface().getMethods())
                .filter(method -> method.getName().equals("get" + attribute.getName())
                        && method.isAnnotationPresent(Description.class))
                .map(method -> method.getAnnotation(Description.class).value())
                .findFirst()
                .orElseGet(() -> super.getDescription(attribute));
    }
}

package io.kafkafips.commons.metrics;

import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.StandardMBean;

/** An MXBean whose attributes have the {@link Description} of their getters. */
public final class DescribedBean extends StandardMBean {
    /**
     * Not registered yet.
     *
     * @param bean its attributes
     * @param type the MXBean interface that says which these are; public
     */
    public <T> DescribedBean(T bean, Class<T> type) {
        super(bean, type, true);
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        String getter = (attribute.isIs() ? "is" : "get") + attribute.getName();
        return Arrays.stream(getMBeanInterface().getMethods())
                .filter(method -> method.getName().equals(getter) && method.isAnnotationPresent(Description.class))
                .map(method -> method.getAnnotation(Description.class).value())
                .findFirst()
                .orElseGet(() -> super.getDescription(attribute));
    }
}

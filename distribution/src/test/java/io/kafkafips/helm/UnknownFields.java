package io.kafkafips.helm;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Fields that the types of Kubernetes or Strimzi do not have. Both keep what they do not know in {@code additionalProperties}, without a
 * word: a misspelt {@code readOnlyRootFilesytem} would be a file system that can be written.
 */
final class UnknownFields {
    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    /** The path of each. */
    static List<String> of(Object root) {
        UnknownFields walk = new UnknownFields();
        walk.visit(root, root.getClass().getSimpleName());
        return walk.found;
    }

    private void visit(Object value, String path) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                visit(item, path + "[" + index++ + "]");
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> visit(item, path + "." + key));
        } else if (value != null && isModel(value)) {
            visitBean(value, path);
        }
    }

    private static boolean isModel(Object value) {
        String name = value.getClass().getName();
        return !value.getClass().isEnum() && (name.startsWith("io.fabric8.") || name.startsWith("io.strimzi."));
    }

    private void visitBean(Object bean, String path) {
        for (Method method : bean.getClass().getMethods()) {
            if (!method.isBridge()
                    && method.getParameterCount() == 0
                    && method.getName().startsWith("get")) {
                Object value = call(method, bean);
                if (method.isAnnotationPresent(JsonAnyGetter.class)
                        || method.getName().equals("getAdditionalProperties")) {
                    if (value instanceof Map<?, ?> unknown) {
                        unknown.keySet().forEach(key -> found.add(path + "." + key));
                    }
                } else if (!method.isAnnotationPresent(JsonIgnore.class)) {
                    visit(value, path + "." + method.getName().substring("get".length()));
                }
            }
        }
    }

    private static Object call(Method method, Object bean) {
        try {
            return method.invoke(bean);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }
}

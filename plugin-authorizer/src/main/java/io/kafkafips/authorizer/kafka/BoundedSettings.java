package io.kafkafips.authorizer.kafka;

import io.kafkafips.commons.config.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule that the operator makes for single settings of topics and their defaults: at least a number, or exactly a value. A setting
 * that is deleted falls back to the default; where the controller's {@code server.properties} does not show one that is good
 * enough, that is refused too.
 */
final class BoundedSettings implements SettingRule {
    private final Map<String, ?> configs;
    private final Map<String, BigDecimal> minimums = new TreeMap<>();
    private final Map<String, String> fixed;

    /** The rule of a controller with this {@code server.properties}. */
    BoundedSettings(Map<String, ?> configs) {
        this.configs = Map.copyOf(configs);
        pairs(configs, SecurityAlterConfigPolicy.MINIMUMS_CONFIG).forEach((key, value) -> {
            BigDecimal number = number(value);
            if (number == null) {
                throw refused(SecurityAlterConfigPolicy.MINIMUMS_CONFIG, configs, "min.insync.replicas:2");
            }
            minimums.put(key, number);
        });
        this.fixed = pairs(configs, SecurityAlterConfigPolicy.FIXED_CONFIG);
    }

    @Override
    public List<String> violations(Map<String, @Nullable String> altered) {
        List<String> violations = new ArrayList<>();
        altered.forEach((key, value) -> {
            Object effective = value == null ? configs.get(key) : value;
            String seen = value == null ? key + " would fall back to its default" : key + "=" + value;
            BigDecimal minimum = minimums.get(key);
            BigDecimal number = effective == null ? null : number(String.valueOf(effective));
            if (minimum != null && (number == null || number.compareTo(minimum) < 0)) {
                violations.add(seen + ". Expected at least " + minimum.toPlainString());
            }
            String only = fixed.get(key);
            if (only != null
                    && (effective == null
                            || !only.equals(String.valueOf(effective).trim()))) {
                violations.add(seen + ". Expected " + only);
            }
        });
        return violations;
    }

    private static Map<String, String> pairs(Map<String, ?> configs, String key) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : KafkaSettings.list(configs, key)) {
            int colon = pair.indexOf(':');
            if (colon <= 0 || colon == pair.length() - 1) {
                throw refused(key, configs, "unclean.leader.election.enable:false");
            }
            pairs.put(pair.substring(0, colon).trim(), pair.substring(colon + 1).trim());
        }
        return pairs;
    }

    private static RuntimeException refused(String key, Map<String, ?> configs, String example) {
        return Refusal.setting(key, configs.get(key), "pairs of a setting and its value", key + "=" + example);
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

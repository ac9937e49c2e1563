package io.kafkafips.validator.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.function.Supplier;

/** The options in a .proto file: features, which change the wire format, and a few of their forerunners. The others are passed over. */
final class ProtoFeatures {
    private static final String FEATURES = "features.";

    private ProtoFeatures() {}

    /** {@code name = value}, with what is before and behind it left alone. */
    static void option(ProtoTokens in, Supplier<FeatureSet.Builder> features) {
        String name = optionName(in);
        in.expect("=");
        feature(in, name, value(in), features);
    }

    static void messageOption(ProtoTokens in, DescriptorProto.Builder message) {
        String name = optionName(in);
        in.expect("=");
        String value = value(in);
        if (name.equals("message_set_wire_format") && value.equals("true")) {
            message.getOptionsBuilder().setMessageSetWireFormat(true);
        }
        feature(in, name, value, () -> message.getOptionsBuilder().getFeaturesBuilder());
    }

    static void enumOption(ProtoTokens in, EnumDescriptorProto.Builder enumeration) {
        String name = optionName(in);
        in.expect("=");
        String value = value(in);
        if (name.equals("allow_alias") && value.equals("true")) {
            enumeration.getOptionsBuilder().setAllowAlias(true);
        }
        feature(in, name, value, () -> enumeration.getOptionsBuilder().getFeaturesBuilder());
    }

    /** {@code [name = value, ...]}, if it is there. */
    static void list(ProtoTokens in, Supplier<FeatureSet.Builder> features) {
        if (in.takeIf("[")) {
            do {
                option(in, features);
            } while (in.takeIf(","));
            in.expect("]");
        }
    }

    static void skipList(ProtoTokens in) {
        list(in, FeatureSet::newBuilder);
    }

    private static void feature(ProtoTokens in, String name, String value, Supplier<FeatureSet.Builder> features) {
        if (name.startsWith(FEATURES) && !name.startsWith(FEATURES + "(")) {
            FieldDescriptor field = FeatureSet.getDescriptor().findFieldByName(name.substring(FEATURES.length()));
            EnumValueDescriptor known = field == null || field.getJavaType() != FieldDescriptor.JavaType.ENUM
                    ? null
                    : field.getEnumType().findValueByName(value);
            if (field == null || known == null) {
                throw in.wrong("a known feature before this");
            }
            features.get().setField(field, known);
        }
    }

    private static String optionName(ProtoTokens in) {
        StringBuilder name = new StringBuilder();
        do {
            if (in.takeIf("(")) {
                name.append('(').append(in.path()).append(')');
                in.expect(")");
            } else {
                name.append(in.path());
            }
            name.append('.');
        } while (in.takeIf("."));
        return name.substring(0, name.length() - 1);
    }

    /** A word, a number or a string; of a message, nothing. */
    private static String value(ProtoTokens in) {
        if (in.takeIf("{")) {
            for (int open = 1; open > 0; ) {
                open += in.is("{") ? 1 : in.is("}") ? -1 : 0;
                in.take();
            }
            return "";
        }
        boolean signed = in.takeIf("-") || in.takeIf("+");
        if (!signed && (in.is("]") || in.is(";") || in.is(","))) {
            throw in.wrong("a value");
        }
        StringBuilder value = new StringBuilder(in.take());
        while (!in.is(",") && !in.is("]") && !in.is(";") && !in.isEnd()) {
            value.append(in.take());
        }
        return value.toString();
    }
}

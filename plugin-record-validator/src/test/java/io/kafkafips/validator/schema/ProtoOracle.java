package io.kafkafips.validator.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kafkafips.validator.rule.Octets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What protobuf-java says of the same bytes. */
final class ProtoOracle {
    /** Where the walk asks for more than protobuf-java does, as its documentation says. */
    private static final Set<String> STRICTER_IN_PROTO2 = Set.of("a string in UTF-8", "the required field");

    private static final String STRICTER = "the rest of a number of at most 10 bytes";

    private final Descriptor descriptor;
    private final ProtoMessage type;
    private final ExtensionRegistry extensions = ExtensionRegistry.newInstance();

    ProtoOracle(String file, String message) {
        var linked = ProtoFiles.link(ProtoSamples.text(file));
        descriptor = linked.findMessageTypeByName(message);
        type = ProtoCompiler.compile(ProtoSamples.text(file)).message(message).orElseThrow();
        linked.getExtensions().forEach(this::add);
        descriptor.getExtensions().forEach(this::add);
    }

    private void add(FieldDescriptor extension) {
        if (extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            extensions.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
        } else {
            extensions.add(extension);
        }
    }

    Descriptor descriptor() {
        return descriptor;
    }

    /** @throws AssertionError when the two do not agree, and the difference is none that is documented */
    boolean agreedOn(byte[] bytes, boolean unknownFields) {
        String complaint = null;
        try {
            ProtoWalk.check(type, Octets.of(bytes), new ProtoLimits(100, unknownFields, true));
        } catch (Misfit e) {
            complaint = e.getMessage();
        }
        boolean accepted = accepts(bytes, unknownFields);
        boolean stricter = STRICTER.equals(complaint)
                || (complaint != null && mayRequire() && STRICTER_IN_PROTO2.contains(complaint));
        if (accepted != (complaint == null) && !(accepted && stricter)) {
            throw new AssertionError("protobuf-java says " + accepted + ", the walk: " + complaint + " of "
                    + HexFormat.of().formatHex(bytes));
        }
        return accepted;
    }

    private boolean mayRequire() {
        return !descriptor.getFullName().equals("shop.Order");
    }

    private boolean accepts(byte[] bytes, boolean unknownFields) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(descriptor, bytes, extensions);
            return unknownFields || !hasUnknown(message);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean hasUnknown(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            return true;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            Collection<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
            for (Object value : values) {
                if (value instanceof Message nested && hasUnknown(nested)) {
                    return true;
                }
            }
        }
        return false;
    }
}

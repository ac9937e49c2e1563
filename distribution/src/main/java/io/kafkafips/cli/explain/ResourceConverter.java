package io.kafkafips.cli.explain;

import java.util.Locale;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a resource: its type, a colon, its name; the cluster has no name. */
final class ResourceConverter implements ITypeConverter<ResourceConverter.Resource> {
    /** One resource. */
    record Resource(ResourceType type, String name) {}

    @Override
    public Resource convert(String value) {
        int colon = value.indexOf(':');
        String word = colon < 0 ? value : value.substring(0, colon);
        String name = colon < 0 ? "" : value.substring(colon + 1);
        ResourceType type = ResourceType.fromString(word.replace('-', '_').toUpperCase(Locale.ROOT));
        if (type == ResourceType.CLUSTER && colon < 0) {
            return new Resource(type, org.apache.kafka.common.resource.Resource.CLUSTER_NAME);
        }
        if (type.isUnknown() || type == ResourceType.ANY || type == ResourceType.CLUSTER || name.isEmpty()) {
            throw new TypeConversionException("'" + value + "' is no resource such as topic:payments or cluster");
        }
        return new Resource(type, name);
    }
}

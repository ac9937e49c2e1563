package io.kafkafips.cli.explain;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an operation however it is written: {@code describe-configs}, {@code DescribeConfigs}, {@code DESCRIBE_CONFIGS}. */
final class OperationConverter implements ITypeConverter<AclOperation> {
    @Override
    public AclOperation convert(String value) {
        String name =
                value.replaceAll("(?<=[a-z])(?=[A-Z])", "_").replace('-', '_').toUpperCase(Locale.ROOT);
        AclOperation operation = AclOperation.fromString(name);
        if (operation.isUnknown() || operation == AclOperation.ANY || operation == AclOperation.ALL) {
            throw new TypeConversionException("'" + value + "' is no operation that a request asks for");
        }
        return operation;
    }
}

package io.kafkafips.cli.explain;

import io.kafkafips.cli.acl.IpAddress;
import java.net.InetAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an IP address; asks no resolver. */
final class AddressConverter implements ITypeConverter<AddressConverter.Address> {
    /** One address. */
    record Address(InetAddress value) {}

    @Override
    public Address convert(String value) {
        InetAddress address = IpAddress.parse(value);
        if (address == null) {
            throw new TypeConversionException("'" + value + "' is no IP address");
        }
        return new Address(address);
    }
}

package io.kafkafips.cli.keystore;

import io.kafkafips.ssl.policy.TlsProfile;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a profile as {@code fips.tls.profile} has it. */
final class ProfileConverter implements ITypeConverter<TlsProfile> {
    @Override
    public TlsProfile convert(String value) {
        List<String> names =
                Arrays.stream(TlsProfile.values()).map(TlsProfile::setting).toList();
        return Arrays.stream(TlsProfile.values())
                .filter(profile -> profile.setting().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' is no profile; there are " + String.join(" and ", names)));
    }
}

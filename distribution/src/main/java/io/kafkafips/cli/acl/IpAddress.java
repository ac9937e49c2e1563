package io.kafkafips.cli.acl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses in figures; never asks a resolver. Stateless. */
public final class IpAddress {
    private static final Pattern FIGURES =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private IpAddress() {}

    /** The address, {@code null} when the text is none. */
    public static @Nullable InetAddress parse(String text) {
        if (!FIGURES.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

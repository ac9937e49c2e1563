package io.kafkafips.cli.verify.wire;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to connect to. Immutable.
 *
 * @param host name or IP address, without brackets
 * @param port TCP port
 */
public record Target(String host, int port) {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern FORM = Pattern.compile("\\[?([^\\[\\]]+?)\\]?:(\\d{1,5})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * What {@code host:port} or {@code [address]:port} names.
     *
     * @param option which option has it, for the message
     */
    public static Target parse(String text, String option) {
        Matcher parts = FORM.matcher(text.trim());
        if (!parts.matches()) {
            throw CommandFailure.usage(option + " " + text + " is no address", option + " <host:port>");
        }
        return new Target(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** Whether the host is an IP address: these go neither into the SNI extension nor into a dNSName. */
    public boolean isAddress() {
        return ADDRESS.matcher(host).matches();
    }

    /** A connection whose reads give up in time. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}

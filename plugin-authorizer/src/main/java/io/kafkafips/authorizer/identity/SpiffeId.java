package io.kafkafips.authorizer.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A SPIFFE ID (SPIFFE-ID specification, section 2): {@code spiffe://} trust domain, then path segments. Read strictly, since a dot
 * segment or a percent sign would let one workload look like another.
 */
final class SpiffeId {
    private static final String SCHEME = "spiffe://";
    private static final int LONGEST = 2048;
    private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
    private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z0-9._-]+");

    private SpiffeId() {}

    /**
     * The ID and everything above it, the trust domain first: {@code spiffe://td}, {@code spiffe://td/ns}, {@code spiffe://td/ns/pay}.
     * Empty when the URI is not a SPIFFE ID.
     */
    static List<String> withAncestors(String uri) {
        if (!uri.startsWith(SCHEME) || uri.length() > LONGEST) {
            return List.of();
        }
        String[] parts = uri.substring(SCHEME.length()).split("/", -1);
        if (!TRUST_DOMAIN.matcher(parts[0]).matches()) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        StringBuilder id = new StringBuilder(SCHEME).append(parts[0]);
        ids.add(id.toString());
        for (int i = 1; i < parts.length; i++) {
            if (!isSegment(parts[i])) {
                return List.of();
            }
            ids.add(id.append('/').append(parts[i]).toString());
        }
        return ids;
    }

    private static boolean isSegment(String part) {
        return SEGMENT.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }
}

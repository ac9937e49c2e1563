package io.kafkafips.authorizer.identity;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * A URI from a certificate: whatever it says, it proves itself and its own ancestors or nothing. The seeds run in every build,
 * {@code -Pfuzz} goes on from them.
 */
class SpiffeIdFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void withAncestors_anyText_isAChainThatEndsInTheTextOrNothing(FuzzedDataProvider data) {
        String uri = data.consumeRemainingAsString();
        List<String> ids = SpiffeId.withAncestors(uri);
        for (int i = 0; i < ids.size(); i++) {
            boolean last = i == ids.size() - 1;
            if (!(last ? ids.get(i).equals(uri) : uri.startsWith(ids.get(i) + "/"))) {
                throw new AssertionError(uri + " proves " + ids);
            }
        }
    }
}

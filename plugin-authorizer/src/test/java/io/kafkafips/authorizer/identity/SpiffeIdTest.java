package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
    @Test
    void withAncestors_path_isEveryLevel() {
        assertThat(SpiffeId.withAncestors("spiffe://example.org/ns/Pay_1/sa/x.y"))
                .containsExactly(
                        "spiffe://example.org",
                        "spiffe://example.org/ns",
                        "spiffe://example.org/ns/Pay_1",
                        "spiffe://example.org/ns/Pay_1/sa",
                        "spiffe://example.org/ns/Pay_1/sa/x.y");
    }

    @Test
    void withAncestors_trustDomainAlone_isItself() {
        assertThat(SpiffeId.withAncestors("spiffe://td")).containsExactly("spiffe://td");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://",
                "spiffe://td/",
                "spiffe://td//a",
                "spiffe://td/a/../b",
                "spiffe://td/./a",
                "spiffe://td/a%2fb",
                "spiffe://td/a?q",
                "spiffe://td/a#f",
                "spiffe://user@td/a",
                "spiffe://td:443/a",
                "spiffe://TD/a",
                "SPIFFE://td/a",
                "https://td/a",
                "spiffe:/td/a",
            })
    void withAncestors_notASpiffeId_isEmpty(String uri) {
        assertThat(SpiffeId.withAncestors(uri)).isEmpty();
    }

    @Test
    void withAncestors_tooLong_isEmpty() {
        assertThat(SpiffeId.withAncestors("spiffe://td/" + "a".repeat(2048))).isEmpty();
    }
}

package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.junit.jupiter.api.Test;

class PlainNamesTest {
    private final PlainNames names = new PlainNames();

    @Test
    void of_morePrincipalsThanSlots_isTheTextOfEach() {
        Random random = new Random(3);
        for (int i = 0; i < 20 * PlainNames.SLOTS; i++) {
            KafkaPrincipal principal = new KafkaPrincipal(
                    random.nextInt(3) == 0 ? "Other" : "User", "name-" + random.nextInt(2 * PlainNames.SLOTS));
            assertThat(names.of(principal)).containsExactly(principal.toString());
        }
    }

    /** Their hashes are equal, and so are their slots. */
    @Test
    void of_principalsWithTheSameHash_areToldApart() {
        KafkaPrincipal one = new KafkaPrincipal("User", "AaAa");
        KafkaPrincipal other = new KafkaPrincipal("User", "BBBB");
        assertThat(one).hasSameHashCodeAs(other);
        assertThat(names.of(one)).containsExactly("User:AaAa");
        assertThat(names.of(other)).containsExactly("User:BBBB");
    }

    @Test
    void of_typesWithTheSameHash_areToldApart() {
        assertThat(names.of(new KafkaPrincipal("Aa", "x"))).containsExactly("Aa:x");
        assertThat(names.of(new KafkaPrincipal("BB", "x"))).containsExactly("BB:x");
    }

    @Test
    void of_equalPrincipals_isMadeOnce() {
        assertThat(names.of(new KafkaPrincipal("User", "alice")))
                .isSameAs(names.of(new KafkaPrincipal("User", "alice")));
    }
}

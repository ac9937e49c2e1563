package io.kafkafips.authorizer.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
    /** All of one hash: two characters can be traded for two others without changing it. */
    private static final List<String> COLLIDING = List.of("AaAa", "AaBB", "BBAa", "BBBB");

    @Test
    void updates_randomWithCollisions_equalThoseOfHashMap() {
        Random random = new Random(20);
        PersistentMap<Integer> map = PersistentMap.empty();
        Map<String, Integer> oracle = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String key = random.nextInt(4) == 0
                    ? COLLIDING.get(random.nextInt(COLLIDING.size()))
                    : "k" + random.nextInt(1_500);
            if (random.nextInt(5) < 3) {
                map = map.with(key, step);
                oracle.put(key, step);
            } else {
                map = map.without(key);
                oracle.remove(key);
            }
            assertThat(map.get(key)).isEqualTo(oracle.get(key));
        }
        PersistentMap<Integer> last = map;
        assertThat(oracle).allSatisfy((key, value) -> assertThat(last.get(key)).isEqualTo(value));
        assertThat(COLLIDING).allSatisfy(key -> assertThat(last.get(key)).isEqualTo(oracle.get(key)));
    }

    @Test
    void filledWith_manyEntries_isTheMapThatCopyingUpdatesMake() {
        Random random = new Random(21);
        for (int size = 0; size < 800; size = size * 2 + 1) {
            PersistentMap<Integer> filled = PersistentMap.empty();
            PersistentMap<Integer> grown = PersistentMap.empty();
            for (int i = 0; i < size; i++) {
                String key =
                        i % 5 == 0 ? COLLIDING.get(random.nextInt(COLLIDING.size())) : "k" + random.nextInt(10_000);
                int value = i;
                filled = filled.filledWith(key, old -> value);
                grown = grown.with(key, i);
            }
            assertThat(filled).usingRecursiveComparison().isEqualTo(grown);
        }
        assertThat(PersistentMap.empty().get("AaAa")).as("shared by all").isNull();
    }

    @Test
    void without_everyKey_leavesNothing() {
        PersistentMap<Integer> map = PersistentMap.empty();
        for (int i = 0; i < 3_000; i++) {
            map = map.with("key" + i, i);
        }
        for (String key : COLLIDING) {
            map = map.with(key, 0);
        }
        for (String key : COLLIDING) {
            map = map.without(key);
        }
        for (int i = 0; i < 3_000; i++) {
            map = map.without("key" + i);
        }
        assertThat(map.get("key7")).isNull();
        assertThat(map.get("AaBB")).isNull();
    }

    @Test
    void with_newKey_leavesTheOldMapAsItWas() {
        PersistentMap<Integer> old = PersistentMap.<Integer>empty().with("a", 1);
        PersistentMap<Integer> changed = old.with("b", 2).with("a", 3);
        assertThat(List.of(old.get("a"), changed.get("a"), changed.get("b"))).containsExactly(1, 3, 2);
        assertThat(old.get("b")).isNull();
    }
}

package io.kafkafips.tiered.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One data encryption key for several objects: a frame of one opens in no other, whatever it is that sets them apart. */
class SharedKeyTest {
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final Uuid SEGMENT = new Uuid(3, 4);
    private static final Uuid UPLOAD = new Uuid(5, 6);
    private static final byte[] PLAIN = new byte[100];
    private static final Place HERE =
            new Place(ObjectType.LOG, PLAIN.length, 12, UPLOAD, new SegmentIdentity(TOPIC, 7, SEGMENT));

    private static SecretKey dek;

    /** What an object's key is bound to. */
    record Place(ObjectType type, long length, int chunkLog2, Uuid upload, SegmentIdentity identity) {
        SegmentCipher cipher() throws Exception {
            return ObjectKey.bind(dek, type, new ContainerLayout(length, chunkLog2), upload, identity)
                    .cipher();
        }
    }

    static List<Place> elsewhere() {
        SegmentIdentity here = HERE.identity();
        return List.of(
                new Place(ObjectType.TIME_INDEX, PLAIN.length, 12, UPLOAD, here),
                new Place(ObjectType.LOG, PLAIN.length + 1L, 12, UPLOAD, here),
                new Place(ObjectType.LOG, PLAIN.length, 13, UPLOAD, here),
                new Place(ObjectType.LOG, PLAIN.length, 12, new Uuid(5, 7), here),
                new Place(ObjectType.LOG, PLAIN.length, 12, new Uuid(4, 6), here),
                new Place(ObjectType.LOG, PLAIN.length, 12, UPLOAD, new SegmentIdentity(new Uuid(1, 3), 7, SEGMENT)),
                new Place(ObjectType.LOG, PLAIN.length, 12, UPLOAD, new SegmentIdentity(TOPIC, 8, SEGMENT)),
                new Place(ObjectType.LOG, PLAIN.length, 12, UPLOAD, new SegmentIdentity(TOPIC, 7, new Uuid(3, 5))),
                // the same ids, in another order
                new Place(ObjectType.LOG, PLAIN.length, 12, UPLOAD, new SegmentIdentity(SEGMENT, 7, TOPIC)));
    }

    @BeforeAll
    static void makeKey() throws Exception {
        dek = TieredJca.dekGenerator().generateKey();
    }

    @Test
    void open_whereItWasSealed_isTheChunk() throws Exception {
        byte[] opened = new byte[PLAIN.length];

        HERE.cipher().open(0, true, sealedHere(), PLAIN.length + 28, opened);

        assertThat(opened).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void open_elsewhereUnderTheSameKey_isRefused(Place place) throws Exception {
        byte[] frame = sealedHere();
        SegmentCipher cipher = place.cipher();

        assertThatExceptionOfType(AEADBadTagException.class)
                .isThrownBy(() -> cipher.open(0, true, frame, frame.length, new byte[PLAIN.length]));
    }

    private static byte[] sealedHere() throws Exception {
        byte[] frame = new byte[PLAIN.length + 28];
        HERE.cipher().seal(0, true, PLAIN, PLAIN.length, frame);
        return frame;
    }
}

package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DataKeyTest {
    @Test
    void destroy_ofAKey_overwritesItAndLeavesCopiesAlone() {
        byte[] material = ones();
        DataKey key = new DataKey(material);
        DataKey copy = key.copy().orElseThrow();

        key.destroy();

        assertThat(material).containsOnly(0);
        assertThat(key.isDestroyed()).isTrue();
        assertThat(key.copy()).isEmpty();
        assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
        assertThat(copy.getEncoded()).isEqualTo(ones());
    }

    @Test
    void constructor_withAnotherLength_overwritesAndRefuses() {
        byte[] material = {1, 2, 3};

        assertThatThrownBy(() -> new DataKey(material)).isInstanceOf(IllegalArgumentException.class);
        assertThat(material).containsOnly(0);
    }

    @Test
    void serialisation_ofAKey_isRefused() throws Exception {
        DataKey key = new DataKey(ones());
        ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream());

        assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> stream.writeObject(key));
        assertThat(key).hasToString("DataKey[hidden]");
    }

    private static byte[] ones() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }
}

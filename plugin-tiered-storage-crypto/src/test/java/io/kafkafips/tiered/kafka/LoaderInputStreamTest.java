package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderInputStreamTest {
    private static final ClassLoader LOADER = new URLClassLoader(new URL[0], null);

    @ParameterizedTest
    @ValueSource(ints = {-2, 11, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void read_ofMoreOrLessThanCanBe_isRefused(int claimed) {
        InputStream stream = guarded(new Lying(claimed));

        assertThatIOException()
                .isThrownBy(() -> stream.read(new byte[20], 5, 10))
                .withMessageContaining("claims " + claimed);
    }

    @Test
    void read_ofAStreamThatStandsStill_isRefused() {
        InputStream stream = guarded(new Lying(0));

        assertThatIOException().isThrownBy(() -> stream.readNBytes(10)).withMessageContaining("does not end");
    }

    @Test
    void read_ofNothing_readsNothing() throws Exception {
        InputStream stream = guarded(new Lying(-2));

        int count = stream.read(new byte[0], 0, 0);

        assertThat(count).isZero();
    }

    @Test
    void everyCall_runsWithTheDelegatesLoader() throws Exception {
        Recording recording = new Recording();
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        try (InputStream stream = guarded(recording)) {
            stream.read();
            stream.read(new byte[2], 0, 2);
            stream.skip(1);
            stream.available();
        }

        assertThat(recording.calls).isEqualTo(5);
        assertThat(recording.foreign).isZero();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void failure_thatKafkaKnows_passesAsItIs() {
        TimeoutException failure = new TimeoutException("later");
        InputStream stream = guarded(new Failing(failure));

        assertThatThrownBy(stream::read).isSameAs(failure);
    }

    @Test
    void failure_thatKafkaDoesNotKnow_isAnIoException() {
        IllegalStateException failure = new IllegalStateException("pool shut down");
        InputStream stream = guarded(new Failing(failure));

        assertThatIOException().isThrownBy(stream::read).withCause(failure);
        assertThatIOException().isThrownBy(stream::close).withCause(failure);
    }

    private static InputStream guarded(InputStream stream) {
        return new LoaderInputStream(stream, LOADER, "a delegate");
    }

    /** Claims a number of bytes whatever was asked for. */
    private static final class Lying extends InputStream {
        private final int claimed;

        Lying(int claimed) {
            this.claimed = claimed;
        }

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return claimed;
        }
    }

    /** Throws the same from everything. */
    private static final class Failing extends InputStream {
        private final RuntimeException failure;

        Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public int read() {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            throw failure;
        }

        @Override
        public void close() {
            throw failure;
        }
    }

    /** Counts calls, and those that see another class loader. */
    private static final class Recording extends ByteArrayInputStream {
        private int calls;
        private int foreign;

        Recording() {
            super(new byte[10]);
        }

        private void note() {
            calls++;
            foreign += Thread.currentThread().getContextClassLoader() == LOADER ? 0 : 1;
        }

        @Override
        public synchronized int read() {
            note();
            return super.read();
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            note();
            return super.read(target, offset, length);
        }

        @Override
        public synchronized long skip(long count) {
            note();
            return super.skip(count);
        }

        @Override
        public synchronized int available() {
            note();
            return super.available();
        }

        @Override
        public void close() throws IOException {
            note();
            super.close();
        }
    }
}

package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestHandlersTest {
    private final RequestHandlers handlers = of(AsInKafka.class.getName());

    private static RequestHandlers of(String className) {
        return new RequestHandlers(RequestHandlersTest.class.getClassLoader(), className);
    }

    @AfterEach
    void handled() {
        AsInKafka.REQUESTS.remove();
    }

    @Test
    void current_requestIsHandled_isThatOfTheThread() {
        AsInKafka.REQUESTS.set(new AsInKafka.Request("alice"));

        assertThat(handlers.current().principal().getName()).isEqualTo("alice");
    }

    @Test
    void current_threadHandlesNone_isNotKnownUntilItDoes() {
        assertThat(handlers.current()).isNull();

        AsInKafka.REQUESTS.set(new AsInKafka.Request("bob"));

        assertThat(handlers.current().principal().getName()).isEqualTo("bob");
    }

    @Test
    void current_kafkaWithoutTheAccessor_isNeverKnown() {
        RequestHandlers other = of(RequestHandlersTest.class.getName());

        assertThat(other.current()).isNull();
        assertThat(other.current()).isNull();
    }

    @Test
    void current_kafkaWithoutTheClass_isNotKnown() {
        assertThat(of("no.such.Handler").current()).isNull();
    }

    /** What {@code KafkaRequestHandler} looks like from outside. */
    public static final class AsInKafka {
        static final ThreadLocal<Request> REQUESTS = new ThreadLocal<>();

        public static final AsInKafka MODULE$ = new AsInKafka();

        private AsInKafka() {}

        public ThreadLocal<Request> kafka$server$KafkaRequestHandler$$threadCurrentRequest() {
            return REQUESTS;
        }

        public record Request(String name) {
            public RequestContext context() {
                return new RequestContext(
                        null,
                        "1",
                        InetAddress.getLoopbackAddress(),
                        new KafkaPrincipal("User", name),
                        null,
                        SecurityProtocol.SSL,
                        null,
                        false);
            }
        }
    }
}

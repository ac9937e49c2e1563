package kafka.server;

/** Stands for Kafka's class of this name: when it is loaded, the record validator's agent takes the JVM for a broker. */
public final class BrokerServer {
    private BrokerServer() {}
}

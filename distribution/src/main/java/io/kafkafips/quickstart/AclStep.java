package io.kafkafips.quickstart;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** One ACL for a group that is nothing but the OU of a certificate, and the audit line of who is refused. */
final class AclStep implements Step {
    private static final long AUDIT_WAIT_MILLIS = 10_000;

    @Override
    public String title() {
        return "ACLs on certificates: Group:payments may write, research and a certificate without an OU may not";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        StepFailed.unless(write(demo, "payments").isEmpty(), "OU=payments was refused");
        report.evidence("OU=payments wrote");
        for (String identity : List.of("research", "nobody")) {
            Optional<String> refusal = write(demo, identity);
            report.evidence(
                    identity + ": " + refusal.orElseThrow(() -> new StepFailed(identity + " was allowed to write")));
        }
        for (String name : List.of("Group:research", "Cn:carol")) {
            String line = awaitAuditLine(demo, name);
            report.evidence("audit: " + excerpt(line));
        }
        StepFailed.unless(
                awaitAuditLine(demo, "Group:research").contains("DENY"), "The audit line does not name the DENY rule");
    }

    /** Writes one record; the refusal, if any. */
    private static Optional<String> write(Demo demo, String identity) throws Exception {
        try (KafkaProducer<String, String> producer = demo.producer(identity)) {
            var sent = producer.send(new ProducerRecord<>(Demo.TOPIC, "{\"from\":\"" + identity + "\"}"));
            producer.flush();
            sent.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Optional.of(e.getCause().getClass().getSimpleName() + ": "
                        + e.getCause().getMessage());
            }
            throw e;
        }
    }

    /** The members of an audit line that say who was refused, what, and by which rule. */
    private static String excerpt(String line) {
        return Stream.of("decision", "rule", "operation", "resourceName", "principal", "issuer", "serialNumber")
                .map(name -> Pattern.compile("\"" + name + "\":\"[^\"]*\"").matcher(line))
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.joining(", "));
    }

    private static String awaitAuditLine(Demo demo, String principal) throws Exception {
        long deadline = System.currentTimeMillis() + AUDIT_WAIT_MILLIS;
        while (System.currentTimeMillis() < deadline) {
            Optional<String> line = demo.auditLines().stream()
                    .filter(text -> text.contains("\"" + principal + "\"")
                            && text.contains("DENIED")
                            && text.contains("orders"))
                    .findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            Thread.sleep(100);
        }
        throw new StepFailed("No audit line of a denial for " + principal);
    }
}

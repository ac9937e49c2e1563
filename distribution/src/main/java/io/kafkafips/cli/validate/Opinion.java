package io.kafkafips.cli.validate;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.BatchVerdict.RuleNote;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.RuleMode;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.ValidationDeferred;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What a policy says of one record.
 *
 * @param outcome of all rules
 * @param remarks in the order of the chain
 */
record Opinion(Outcome outcome, List<Remark> remarks) {
    /** Asks the policy, as often as rules cannot decide yet and there is patience. */
    static Opinion of(TopicPolicy policy, String topic, Sample sample, Patience patience) {
        Opinion opinion = once(policy, topic, sample);
        while (opinion.remarks().stream().anyMatch(remark -> remark.outcome() == Outcome.UNDECIDED)
                && patience.waitALittle()) {
            opinion = once(policy, topic, sample);
        }
        return opinion;
    }

    private static Opinion once(TopicPolicy policy, String topic, Sample sample) {
        BatchVerdict verdict = policy.newFullVerdict();
        TopicMetadata metadata = new TopicMetadata(new TopicPartition(topic, sample.partition()));
        try {
            policy.check(metadata, sample, verdict);
        } catch (RuleFailure e) {
            return ended(verdict, new Remark(e.rule(), Outcome.REJECTED, String.valueOf(e.getMessage())));
        } catch (ValidationDeferred e) {
            return ended(verdict, new Remark(e.rule(), Outcome.UNDECIDED, String.valueOf(e.getMessage())));
        }
        List<Remark> remarks = remarks(verdict);
        boolean warned = remarks.stream().anyMatch(remark -> remark.outcome() == Outcome.WARNED);
        Outcome accepted = warned ? Outcome.WARNED : Outcome.ACCEPTED;
        return new Opinion(verdict.isRejected() ? Outcome.REJECTED : accepted, remarks);
    }

    /** The chain ends with a rule that keeps the record out. */
    private static Opinion ended(BatchVerdict verdict, Remark last) {
        List<Remark> remarks = new ArrayList<>(remarks(verdict));
        remarks.add(last);
        return new Opinion(last.outcome(), remarks);
    }

    private static List<Remark> remarks(BatchVerdict verdict) {
        List<Remark> remarks = new ArrayList<>();
        for (RuleNote note : verdict.notes()) {
            String rule = note.rule().name();
            if (note.refused() == 0) {
                remarks.add(new Remark(rule, Outcome.UNDECIDED, "it could not decide; the record is accepted"));
            } else {
                Outcome outcome = note.rule().mode() == RuleMode.REJECT ? Outcome.REJECTED : Outcome.WARNED;
                remarks.add(new Remark(rule, outcome, reason(verdict.policy(), rule, note.message())));
            }
        }
        return remarks;
    }

    /** The message without what stands beside it in the report. */
    private static String reason(String policy, String rule, String message) {
        String place = "policy " + policy + ", rule " + rule + ": ";
        return message.startsWith(place) ? message.substring(place.length()) : message;
    }
}

package io.kafkafips.cli.doctor.finding;

import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/**
 * One question that is put to a node. Implementations change nothing, neither files nor processes, and say nothing about what the
 * node was not given for: a rule without a finding counts as not examined. What a check throws becomes a finding of its own.
 */
public interface Check {
    /** All that it can find. */
    List<Rule> rules();

    /** Which inputs it needs, in the words of the command line. */
    String needs();

    void examine(Node node, Findings findings);
}

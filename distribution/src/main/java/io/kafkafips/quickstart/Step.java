package io.kafkafips.quickstart;

/** One thing that the quickstart shows, with real clients on the running cluster. */
interface Step {
    /** What is shown, in one line. */
    String title();

    /**
     * Shows it. Every fact that was seen goes to the report; a fact that is not as it must be throws.
     *
     * @throws Exception when the step fails: the report prints the message
     */
    void run(Demo demo, Report report) throws Exception;
}

package io.kafkafips.cli.doctor.finding;

/**
 * One thing that a check can find. Its id is stable: monitoring and compliance documents refer to it.
 *
 * @param id lower case words with hyphens
 * @param severity how much it weighs
 * @param title what is found, in a few words
 * @param controls NIST SP 800-53 revision 5 controls, and sections of SP 800-52 revision 2 and of others where they say it closer
 */
public record Rule(String id, Severity severity, String title, String controls) {
    public static Rule error(String id, String title, String controls) {
        return new Rule(id, Severity.ERROR, title, controls);
    }

    public static Rule warning(String id, String title, String controls) {
        return new Rule(id, Severity.WARNING, title, controls);
    }

    public static Rule advice(String id, String title, String controls) {
        return new Rule(id, Severity.ADVICE, title, controls);
    }
}

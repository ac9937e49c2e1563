package io.kafkafips.cli.install;

/**
 * Something that speaks against an installation, or against its undoing.
 *
 * @param kind in a word, such as {@code bouncy-castle}
 * @param file the file that it is about, relative to the folder of Kafka
 * @param seen what was seen, and why it matters
 * @param remedy what to do
 */
record Finding(String kind, String file, String seen, String remedy) {}

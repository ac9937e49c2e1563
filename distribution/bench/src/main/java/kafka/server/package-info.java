/** What a JVM must have to be taken for a broker. */
@NullMarked
package kafka.server;

import org.jspecify.annotations.NullMarked;

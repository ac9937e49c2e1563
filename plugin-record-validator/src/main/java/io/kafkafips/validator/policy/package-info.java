/** What is checked, and for which topics: the extension point for rules, and the policies that server.properties names. */
@NullMarked
package io.kafkafips.validator.policy;

import org.jspecify.annotations.NullMarked;

package io.kafkafips.commons.fips;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one class of a plug-in that asks for JCA and JSSE objects. Everywhere else the build forbids {@code getInstance}: an
 * object without a named provider comes from whichever provider happens to be first in the list.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProviderBoundary {}

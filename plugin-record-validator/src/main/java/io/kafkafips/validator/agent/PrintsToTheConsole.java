package io.kafkafips.validator.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the class that writes to the console on purpose: everything else logs. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface PrintsToTheConsole {}

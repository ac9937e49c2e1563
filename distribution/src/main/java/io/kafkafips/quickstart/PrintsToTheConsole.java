package io.kafkafips.quickstart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the one class whose output goes to the console on purpose. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface PrintsToTheConsole {}

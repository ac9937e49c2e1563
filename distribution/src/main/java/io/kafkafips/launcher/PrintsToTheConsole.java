package io.kafkafips.launcher;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the classes whose output goes to the console on purpose: before Kafka logs, and where it never will. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface PrintsToTheConsole {}

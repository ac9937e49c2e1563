/** Proof of record validation on real brokers: what producers of every kind see, what the log holds, reloads, start refusals. */
package io.kafkafips.validation;

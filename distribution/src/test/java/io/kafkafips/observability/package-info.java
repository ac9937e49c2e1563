/** Proof of what operators monitor with: exporter rules, alerts and dashboard against our own beans, promtool and a live scrape. */
package io.kafkafips.observability;

/** Bundles and installations, as an operator meets them. */
package io.kafkafips.install;

/** Proof of the container image: the hardened one, the one by Jib under the strict profile, and the one for tests of others. */
package io.kafkafips.image;

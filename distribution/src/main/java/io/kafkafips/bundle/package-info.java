/** What the build writes into the archives of a release: bills of material and checksums. No part of the product. */
@NullMarked
package io.kafkafips.bundle;

import org.jspecify.annotations.NullMarked;

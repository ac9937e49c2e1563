/** ACLs as pure logic: an immutable index with the principal first, and the decision over all principals of one requester. */
@NullMarked
package io.kafkafips.authorizer.acl;

import org.jspecify.annotations.NullMarked;

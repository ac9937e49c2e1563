package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.SegmentIdentity;

/**
 * What a data encryption key is for. A key service may bind, check and record it; the same context is given to unwrap as was given
 * to generate, except for the topic's name, which says nothing about identity.
 */
public record KeyContext(SegmentIdentity segment, String topic) {}

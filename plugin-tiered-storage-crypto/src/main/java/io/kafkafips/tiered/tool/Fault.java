package io.kafkafips.tiered.tool;

/** Why an object is not good. */
public enum Fault {
    /** Some chunks are not what was sealed for their place. */
    ALTERED,
    /** No chunk fits: it belongs to another segment or another kind, or the bound part of its header was changed. */
    WRONG_IDENTITY,
    /** It is of another upload than the other objects of its segment. */
    WRONG_UPLOAD,
    /** It has fewer bytes than its header asks for. */
    CUT,
    /** It has more bytes than its header asks for. */
    TOO_LONG,
    /** It does not begin with a header of a version that is known here. */
    MALFORMED,
    /** Its wrapped data encryption key was altered, or wrapped under another key. */
    WRAPPED_KEY,
    /** The key that it is wrapped under is not in the registry, or its root key is not in the key service. */
    UNKNOWN_KEY,
    /** The key that it is wrapped under was destroyed on purpose. */
    SHREDDED_KEY,
    /** The key that it is wrapped under is there and may not be used. */
    KEY_DENIED,
    /** The key that it is wrapped under cannot be had now. */
    KEY_UNAVAILABLE,
    /** Nothing says which segment it belongs to. */
    NO_IDENTITY,
    /** Its segment was stored, and it is not there. */
    MISSING,
    /** Reading it failed. */
    UNREADABLE
}

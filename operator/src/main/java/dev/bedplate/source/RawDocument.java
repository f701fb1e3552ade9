package dev.bedplate.source;

import dev.bedplate.image.Digest;

/** The unchanged bytes of a manifest or index, with the digest they were verified to have. */
public record RawDocument(String mediaType, Digest digest, byte[] bytes) {}

package dev.bedplate.event;

import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object that an Event is about.
 *
 * @param namespace null for a cluster-scoped object
 * @param uid null when it is not known, as for an object that was refused
 */
public record ObjectRef(
    String apiVersion,
    String kind,
    @Nullable String namespace,
    String name,
    @Nullable String uid) {}

package dev.bedplate.source;

/** On whose behalf, until when and on whose account bytes are read. */
public record Access(Keychain keychain, Deadline deadline, Traffic traffic) {}

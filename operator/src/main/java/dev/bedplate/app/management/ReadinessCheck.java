package dev.bedplate.app.management;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must hold before work is sent to this process.
 *
 * @param name as operators read it: {@code caches}
 * @param problem what is missing, empty when nothing is; asked by every probe, so it must answer at
 *     once
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> problem) {}

/** An in-process registry that can misbehave, and what the client makes of it. */
@NullMarked
package dev.bedplate.source.registry;

import org.jspecify.annotations.NullMarked;

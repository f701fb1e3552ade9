/**
 * Layers to one view of the file system with the semantics of the runtime; never the host's file
 * system.
 */
@NullMarked
package dev.bedplate.inspect.filesystem;

import org.jspecify.annotations.NullMarked;

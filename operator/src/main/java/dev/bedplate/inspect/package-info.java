/**
 * Bytes to facts: the port {@link dev.bedplate.inspect.ImageInspector}, caches, single flight and
 * deadline.
 */
@NullMarked
package dev.bedplate.inspect;

import org.jspecify.annotations.NullMarked;

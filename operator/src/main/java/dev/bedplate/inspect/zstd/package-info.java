/**
 * Zstandard (RFC 8878): the blocks of a frame to bytes, with a window as large as the frame says.
 */
@NullMarked
package dev.bedplate.inspect.zstd;

import org.jspecify.annotations.NullMarked;

/**
 * One layer stream to {@link dev.bedplate.inspect.layer.LayerFacts}: decompress, hash, walk the
 * tar, keep within limits.
 */
@NullMarked
package dev.bedplate.inspect.layer;

import org.jspecify.annotations.NullMarked;

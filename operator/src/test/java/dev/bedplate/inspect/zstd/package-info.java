@NullMarked
package dev.bedplate.inspect.zstd;

import org.jspecify.annotations.NullMarked;

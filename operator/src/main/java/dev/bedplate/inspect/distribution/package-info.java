/** Which distribution, version and flavour a file system is, and how long it is supported. */
@NullMarked
package dev.bedplate.inspect.distribution;

import org.jspecify.annotations.NullMarked;

/** Which base image an image was built on, proven by its layers, and what was added on top. */
@NullMarked
package dev.bedplate.inspect.base;

import org.jspecify.annotations.NullMarked;

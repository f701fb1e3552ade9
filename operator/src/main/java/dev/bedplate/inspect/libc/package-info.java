/** Which C library a file system runs on: loaders, primary libc, BusyBox and tools. */
@NullMarked
package dev.bedplate.inspect.libc;

import org.jspecify.annotations.NullMarked;

/** Package databases (apk, dpkg, rpm, opkg, pacman, chisel) and their managers. */
@NullMarked
package dev.bedplate.inspect.packages;

import org.jspecify.annotations.NullMarked;

/** The parts of a tar that say what stands in it: header blocks and extended headers. */
@NullMarked
package dev.bedplate.tar;

import org.jspecify.annotations.NullMarked;

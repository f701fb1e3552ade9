/** Program headers and dynamic section of one ELF file. */
@NullMarked
package dev.bedplate.inspect.elf;

import org.jspecify.annotations.NullMarked;

/** Door 3, the command line: arguments, files, printers, exit codes. */
@NullMarked
package dev.bedplate.cli;

import org.jspecify.annotations.NullMarked;

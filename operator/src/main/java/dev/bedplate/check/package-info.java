/** The one use case: gather facts, decide, report. */
@NullMarked
package dev.bedplate.check;

import org.jspecify.annotations.NullMarked;

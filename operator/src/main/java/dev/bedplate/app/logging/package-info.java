/** What a line of the log looks like, and which lines are written. */
@NullMarked
package dev.bedplate.app.logging;

import org.jspecify.annotations.NullMarked;

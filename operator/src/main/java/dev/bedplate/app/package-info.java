/** Main, configuration and wiring; imported by nobody. */
@NullMarked
package dev.bedplate.app;

import org.jspecify.annotations.NullMarked;

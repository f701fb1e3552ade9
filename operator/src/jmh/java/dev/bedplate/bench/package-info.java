/** What a running process does often, measured: see docs/performance.md. */
@NullMarked
package dev.bedplate.bench;

import org.jspecify.annotations.NullMarked;

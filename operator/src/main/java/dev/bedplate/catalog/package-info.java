/** Custom resources to compiled policies, or errors with field paths. */
@NullMarked
package dev.bedplate.catalog;

import org.jspecify.annotations.NullMarked;

/** The operator under load, as it ships: separate processes around a real API server. */
@NullMarked
package dev.bedplate.load;

import org.jspecify.annotations.NullMarked;

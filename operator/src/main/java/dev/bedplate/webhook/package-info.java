/** Door: what the API server asks about an object before it is stored, and the answer. */
@NullMarked
package dev.bedplate.webhook;

import org.jspecify.annotations.NullMarked;

/** Kubernetes Events: what happened to which object, in series, at a bounded rate. */
@NullMarked
package dev.bedplate.event;

import org.jspecify.annotations.NullMarked;

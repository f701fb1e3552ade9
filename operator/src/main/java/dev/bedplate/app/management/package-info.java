/** The management port: liveness, readiness and metrics. */
@NullMarked
package dev.bedplate.app.management;

import org.jspecify.annotations.NullMarked;

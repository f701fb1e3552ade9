/** A real Kubernetes API server for tests: where its programs come from, its life, its clients. */
@NullMarked
package dev.bedplate.cluster;

import org.jspecify.annotations.NullMarked;

/** Values about what runs: workloads and the container images in them. */
@NullMarked
package dev.bedplate.workload;

import org.jspecify.annotations.NullMarked;

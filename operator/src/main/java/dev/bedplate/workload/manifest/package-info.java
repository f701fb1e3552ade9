/**
 * Kubernetes objects and YAML streams to {@link dev.bedplate.workload.Workload}, by one table from
 * kind to pod template.
 */
@NullMarked
package dev.bedplate.workload.manifest;

import org.jspecify.annotations.NullMarked;

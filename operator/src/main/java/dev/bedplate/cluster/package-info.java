/** What both cluster doors know of the cluster, kept in memory by informers. */
@NullMarked
package dev.bedplate.cluster;

import org.jspecify.annotations.NullMarked;

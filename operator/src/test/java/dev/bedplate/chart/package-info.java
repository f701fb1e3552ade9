/** The Helm chart and the manifests rendered from it, by helm itself and on a real API server. */
@NullMarked
package dev.bedplate.chart;

import org.jspecify.annotations.NullMarked;

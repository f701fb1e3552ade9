/** The custom resources of {@code bedplate.dev/v1alpha1} as records with schema annotations. */
@NullMarked
package dev.bedplate.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

/**
 * Values about images: references, digests, platforms, facts with their evidence, and the outcome
 * of an inspection.
 */
@NullMarked
package dev.bedplate.image;

import org.jspecify.annotations.NullMarked;

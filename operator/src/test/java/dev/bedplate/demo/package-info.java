/**
 * {@code bedplate demo}: the operator at work on an API of its own, step by step, as an
 * administrator sees it.
 */
@NullMarked
package dev.bedplate.demo;

import org.jspecify.annotations.NullMarked;

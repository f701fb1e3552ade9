/** The decision: compiled policies and facts to verdicts; pure, without clock, input or output. */
@NullMarked
package dev.bedplate.policy;

import org.jspecify.annotations.NullMarked;

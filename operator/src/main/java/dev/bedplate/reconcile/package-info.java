/** Door: watches workloads and policies, and writes verdicts where people see them. */
@NullMarked
package dev.bedplate.reconcile;

import org.jspecify.annotations.NullMarked;

/** What is known about images as objects of the cluster: between facts and custom resources. */
@NullMarked
package dev.bedplate.inventory;

import org.jspecify.annotations.NullMarked;

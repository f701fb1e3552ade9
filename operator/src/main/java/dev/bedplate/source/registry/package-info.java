/** OCI distribution client on {@code java.net.http}. */
@NullMarked
package dev.bedplate.source.registry;

import org.jspecify.annotations.NullMarked;

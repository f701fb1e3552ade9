/**
 * Docker archives ({@code docker-archive:FILE[:REF]}), the tar or tar.gz of {@code docker save}.
 */
@NullMarked
package dev.bedplate.source.archive;

import org.jspecify.annotations.NullMarked;

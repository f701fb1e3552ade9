/**
 * Where image bytes come from: the port {@link dev.bedplate.source.ImageSource} and the documents
 * of the OCI and Docker formats.
 */
@NullMarked
package dev.bedplate.source;

import org.jspecify.annotations.NullMarked;

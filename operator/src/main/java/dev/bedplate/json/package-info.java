/** JSON as plain trees: one strict reader, one writer, and one typed view of an object. */
@NullMarked
package dev.bedplate.json;

import org.jspecify.annotations.NullMarked;

/** Credentials from files and helpers that the tests write. */
@NullMarked
package dev.bedplate.source.keychain;

import org.jspecify.annotations.NullMarked;

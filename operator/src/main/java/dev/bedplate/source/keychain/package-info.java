/**
 * Credentials for registries: pull secrets of a cluster, Docker configuration files and credential
 * helpers; anonymous last.
 */
@NullMarked
package dev.bedplate.source.keychain;

import org.jspecify.annotations.NullMarked;

/**
 * What the API server has to know of the webhook: where it is, what it is asked about and which
 * authority its certificate is of.
 */
@NullMarked
package dev.bedplate.app.registration;

import org.jspecify.annotations.NullMarked;

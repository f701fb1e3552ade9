/**
 * The certificate the webhook serves with: from files, reloaded when they change, of the operator's
 * own authority, or generated.
 */
@NullMarked
package dev.bedplate.webhook.tls;

import org.jspecify.annotations.NullMarked;

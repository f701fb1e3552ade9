/** The certificate the webhook serves with: from files, reloaded when they change, or generated. */
@NullMarked
package dev.bedplate.webhook.tls;

import org.jspecify.annotations.NullMarked;

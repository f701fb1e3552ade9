/** The HTTPS endpoint that the API server posts reviews to. */
@NullMarked
package dev.bedplate.webhook.server;

import org.jspecify.annotations.NullMarked;

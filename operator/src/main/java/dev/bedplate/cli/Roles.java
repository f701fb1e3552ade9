package dev.bedplate.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The roles of the operator, as the command line starts them. */
public interface Roles {
  /**
   * Runs the controller until the process is told to stop.
   *
   * @throws InvalidInput when the configuration cannot be used; the message names file and key
   */
  void controller(@Nullable Path configuration) throws InvalidInput;

  /**
   * Runs the admission webhook until the process is told to stop; throws as the controller does.
   */
  void webhook(@Nullable Path configuration, WebhookOptions options) throws InvalidInput;

  /**
   * What the command line decides about the webhook.
   *
   * @param selfSigned serve with a certificate made at the start, whatever the configuration says
   * @param register the URL to write into the webhook configuration; null writes none
   */
  record WebhookOptions(boolean selfSigned, @Nullable String register) {}
}

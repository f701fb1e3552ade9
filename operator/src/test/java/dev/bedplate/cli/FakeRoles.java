package dev.bedplate.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Roles that end at once and say how they were started. */
final class FakeRoles implements Roles {
  @Override
  public void controller(@Nullable Path configuration) throws InvalidInput {
    throw new InvalidInput("controller started with " + configuration);
  }

  @Override
  public void webhook(@Nullable Path configuration, WebhookOptions options) throws InvalidInput {
    throw new InvalidInput("webhook started with " + configuration + " " + options);
  }
}

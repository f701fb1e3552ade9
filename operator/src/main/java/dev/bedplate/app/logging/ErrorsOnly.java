package dev.bedplate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of a process before {@link Logging#start}, and of every command: nothing but errors.
 * Found as a service, because reading a configuration file would load an XML parser at every start.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class ErrorsOnly extends ContextAwareBase implements Configurator {
  /** Made by logback, which asks it when there is no configuration file. */
  public ErrorsOnly() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var appender =
        new LineAppender(event -> "bedplate: " + event.getFormattedMessage() + "\n", System.err);
    appender.setContext(context);
    var repetition = new Repetition(Logging.OURS);
    repetition.start();
    appender.addFilter(repetition);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.ERROR);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}

package dev.bedplate.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** An event of the log to what is written, its last line break included. */
@FunctionalInterface
interface LineFormat {
  String line(ILoggingEvent event);
}

package dev.bedplate.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each event at once and as a whole. The stream is never closed, since it is the process's;
 * what it refuses is lost, because there is no other place to say so.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Lock lock = new ReentrantLock();
  private final LineFormat format;
  private final OutputStream out;

  LineAppender(LineFormat format, OutputStream out) {
    this.format = format;
    this.out = out;
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = format.line(event).getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      addError("a line of the log was not written", e);
    } finally {
      lock.unlock();
    }
  }
}

package dev.bedplate.app.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A process that logs in every way there is. */
final class LoggedProcess {
  private LoggedProcess() {}

  /** Takes the format. */
  public static void main(String[] arguments) {
    LoggerFactory.getLogger("dev.bedplate.early").info("before");
    var out = new FileOutputStream(FileDescriptor.err);
    Logging.start(LogFormat.valueOf(arguments[0]), Level.INFO, out);

    LoggerFactory.getLogger("dev.bedplate.webhook").atInfo().addKeyValue("port", 9443).log("ours");
    System.getLogger("jdk.httpclient").log(System.Logger.Level.WARNING, "platform\nwarning");
    System.getLogger("jdk.httpclient").log(System.Logger.Level.INFO, "platform secret");
    java.util.logging.Logger.getLogger("io.netty").warning("old warning");
    java.util.logging.Logger.getLogger("io.netty").info("old secret");
    LoggerFactory.getLogger("io.fabric8").info("library secret");
    LoggerFactory.getLogger("io.fabric8").error("library error", new IllegalStateException("x"));
  }
}

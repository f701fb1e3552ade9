package dev.bedplate.fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is thrown while one image, policy or object is looked at counts for that one alone: whoever
 * has others to look at catches it, tells it here and goes on. Exceptions are bugs, so none is
 * expected.
 */
public final class Faults {
  /** Of the log; what repeats itself there is left out. */
  public static final String LOGGER = "dev.bedplate.fault";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final int MOST_CAUSES = 10;
  private static final int MOST_TEXT = 200;

  private Faults() {}

  /**
   * Logs what was thrown, with all of its stack where there is a log, and names it in a few words
   * for the outcome that takes its place. That memory ran out concerns the whole process and is
   * thrown on.
   *
   * @param about what was looked at, such as {@code image docker.io/library/nginx:1.27}
   */
  public static String told(String about, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError memory) {
      throw memory;
    }
    String words = words(thrown);
    LOG.error("internal error at {}: {}", about, words, thrown);
    return "internal error: " + words;
  }

  /** The innermost cause: the others say where it was met. */
  private static String words(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MOST_CAUSES && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String text = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
  }
}

package dev.bedplate.app.logging;

/** How one event of the log looks. */
public enum LogFormat {
  /** One JSON object on one line. */
  JSON,
  /** One line for people; an exception takes more. */
  TEXT
}

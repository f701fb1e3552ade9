package dev.bedplate.workload.manifest;

/** What one object may have: counts what was kept of it. */
final class Bounded {
  /** The largest number of keys and values in one object. */
  static final int MAX_VALUES = 400_000;

  /** The most text in one object, in characters. */
  static final int MAX_TEXT = 8 * 1024 * 1024;

  private int values;
  private int text;
  private boolean exceeded;

  /** The state to go back to when an object was handed over. */
  record Mark(int values, int text, boolean exceeded) {}

  Mark mark() {
    return new Mark(values, text, exceeded);
  }

  void reset(Mark mark) {
    values = mark.values();
    text = mark.text();
    exceeded = mark.exceeded();
  }

  boolean exceeded() {
    return exceeded;
  }

  /** Whether one more value, with so much text, is to be kept. */
  boolean admit(int characters) {
    if (!exceeded && values < MAX_VALUES && text <= MAX_TEXT - characters) {
      values++;
      text += characters;
    } else {
      exceeded = true;
    }
    return !exceeded;
  }
}

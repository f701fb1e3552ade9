package dev.bedplate.demo;

import java.time.Duration;
import java.util.List;

/** Runs steps one after the other, shows each and checks what came of it. */
final class Rehearsal {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private final Screen screen;
  private final Duration patience;

  /**
   * A rehearsal.
   *
   * @param patience how long a command that reads may be run again
   */
  Rehearsal(Screen screen, Duration patience) {
    this.screen = screen;
    this.patience = patience;
  }

  /** How many steps came out differently from what was announced; all of them are run. */
  int run(List<Step> steps) throws InterruptedException {
    int failed = 0;
    for (Step step : steps) {
      failed += came(step) ? 0 : 1;
    }
    return failed;
  }

  private boolean came(Step step) throws InterruptedException {
    screen.say(step.says());
    screen.command(step.command().typed());
    Seen seen = seen(step);
    screen.output(seen.lines());
    List<String> differences = step.expected().differences(seen);
    differences.forEach(it -> screen.output(List.of("!!! " + it)));
    screen.blank();
    return differences.isEmpty();
  }

  private Seen seen(Step step) throws InterruptedException {
    Command command = step.command();
    long end = System.nanoTime() + patience.toNanos();
    Seen seen = command.action().get();
    while (command.reads()
        && !step.expected().differences(seen).isEmpty()
        && System.nanoTime() - end < 0) {
      Thread.sleep(PAUSE);
      seen = command.action().get();
    }
    return seen;
  }
}

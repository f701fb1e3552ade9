package dev.bedplate.cli;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The command line over {@link FakeEngine}, to be run in a process of its own with little memory.
 */
public final class SmallHeap {
  private SmallHeap() {}

  /** Runs one command; its exit code is that of the process. */
  public static void main(String[] arguments) {
    var environment =
        new Environment(
            Map.of(),
            System.out,
            System.err,
            new ByteArrayInputStream(new byte[0]),
            false,
            false,
            100,
            Clock.systemUTC(),
            options -> new FakeEngine(options, new FakeCluster()),
            FakeRoles::new);
    System.exit(new CommandLine(environment).run(List.of(arguments)));
  }
}

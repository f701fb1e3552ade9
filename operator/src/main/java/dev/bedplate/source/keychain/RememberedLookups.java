package dev.bedplate.source.keychain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bedplate.source.Flights;
import dev.bedplate.source.Flights.Flight;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import dev.bedplate.source.keychain.Lookup.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Objects read by name: one request under way for each, remembered for a minute, so that a rotated
 * secret is noticed. While nobody answers, what was known stays; who does not get an answer in time
 * goes on with that.
 */
final class RememberedLookups<T> implements AutoCloseable {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int CHARACTERS_OF_NAME = 1024;
  private static final int MOST_UNDER_WAY = 64;

  private final Function<ObjectName, Lookup<T>> reader;
  private final String what;
  private final Consumer<String> warnings;
  private final Clock clock;
  private final Cache<ObjectName, Known<T>> known;
  private final Flights<ObjectName, Known<T>> flights;

  /**
   * What was learnt.
   *
   * @param until when it is looked at again
   * @param trouble what is wrong, so that it is said only once
   */
  private record Known<T>(Optional<T> value, Instant until, @Nullable String trouble) {}

  /**
   * Nothing known yet.
   *
   * @param what names the kind in warnings
   * @param size of a value in characters, of which four million are kept
   */
  RememberedLookups(
      String what,
      Function<ObjectName, Lookup<T>> reader,
      ToIntFunction<T> size,
      Consumer<String> warnings,
      Clock clock) {
    this.what = what;
    this.reader = reader;
    this.warnings = warnings;
    this.clock = clock;
    known =
        Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .<ObjectName, Known<T>>weigher(
                (_, it) -> CHARACTERS_OF_NAME + it.value().map(size::applyAsInt).orElse(0))
            .executor(Runnable::run)
            .build();
    flights = new Flights<>(MOST_UNDER_WAY, clock);
  }

  /** The object; waits no longer than {@code patience}. */
  Optional<T> get(ObjectName name, Duration patience) {
    if (!name.isValid()) {
      return Optional.empty();
    }
    Known<T> before = known.getIfPresent(name);
    if (before != null && clock.instant().isBefore(before.until())) {
      return before.value();
    }
    Known<T> now = await(name, patience);
    Known<T> best = now == null ? before : now;
    return best == null ? Optional.empty() : best.value();
  }

  private @Nullable Known<T> await(ObjectName name, Duration patience) {
    try {
      Flight<Known<T>> flight = flights.join(name, () -> read(name));
      // One image asks several times: what kept the first question waiting keeps no other.
      Duration left = patience.minus(Duration.between(flight.since(), clock.instant()));
      return flight.outcome().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      warnings.accept(what + " " + name + ": not read: " + e.getCause());
      return null;
    } catch (TimeoutException e) {
      warnings.accept(what + " " + name + ": no answer within " + patience.toMillis() + " ms");
      return null;
    } catch (RejectedExecutionException e) {
      warnings.accept(what + " " + name + ": not read: " + e.getMessage());
      return null;
    }
  }

  private Known<T> read(ObjectName name) {
    Known<T> before = known.getIfPresent(name);
    Known<T> now = learnt(reader.apply(name), before);
    String trouble = now.trouble();
    if (trouble != null && (before == null || !trouble.equals(before.trouble()))) {
      warnings.accept(what + " " + name + " " + trouble + "; passed over");
    }
    known.put(name, now);
    return now;
  }

  private Known<T> learnt(Lookup<T> answer, @Nullable Known<T> before) {
    Instant now = clock.instant();
    return switch (answer) {
      case Found<T>(var value) -> new Known<>(Optional.of(value), now.plus(FRESH), null);
      case Refused<T>(var why) -> new Known<>(Optional.empty(), now.plus(RETRY), why);
      case Unreachable<T>(var why) ->
          new Known<>(before == null ? Optional.empty() : before.value(), now.plus(RETRY), why);
    };
  }

  @Override
  public void close() {
    flights.close();
  }
}

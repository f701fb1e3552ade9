package dev.bedplate.webhook;

/**
 * A review that gets no answer, or none in time.
 *
 * @param problem what was wrong, as a sentence without its end
 */
public record Unanswered(Failure failure, String problem, Asked asked) {}

package dev.bedplate.demo;

/**
 * One step of the demo.
 *
 * @param says what is about to be seen, for people
 */
record Step(String says, Command command, Expected expected) {}

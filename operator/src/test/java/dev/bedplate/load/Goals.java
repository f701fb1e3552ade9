package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** What was to be reached, and what was. */
final class Goals {
  private final ArrayNode list;

  Goals(ArrayNode list) {
    this.list = list;
  }

  void atMost(String name, double goal, double found) {
    put(name, "<= " + goal, found, found <= goal);
  }

  void atLeast(String name, double goal, double found) {
    put(name, ">= " + goal, found, found >= goal);
  }

  private void put(String name, String goal, double found, boolean met) {
    double rounded = Numbers.rounded(found);
    list.addObject().put("name", name).put("goal", goal).put("found", rounded).put("met", met);
    System.out.printf("%-7s %s: %s (goal: %s)%n", met ? "met" : "MISSED", name, rounded, goal);
  }
}

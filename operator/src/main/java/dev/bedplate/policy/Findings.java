package dev.bedplate.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What some rules have against one image. */
record Findings(List<Finding.Broken> broken, List<Finding.Unknown> unknown) {
  static final Findings NONE = new Findings(List.of(), List.of());

  Findings() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  void add(@Nullable Finding finding) {
    switch (finding) {
      case null -> {}
      case Finding.Broken it -> broken.add(it);
      case Finding.Unknown it -> unknown.add(it);
    }
  }

  /** These and those of others. */
  Findings and(Findings others) {
    if (others.isEmpty()) {
      return this;
    }
    var all = new Findings(new ArrayList<>(broken), new ArrayList<>(unknown));
    all.broken.addAll(others.broken);
    all.unknown.addAll(others.unknown);
    return all;
  }

  boolean isEmpty() {
    return broken.isEmpty() && unknown.isEmpty();
  }

  /** Whether a violation says as much; an exempt one is tolerated with what it stands for. */
  boolean saysAsMuch(Finding.Unknown open) {
    return broken.stream().anyMatch(it -> it.reason() == open.unless());
  }
}

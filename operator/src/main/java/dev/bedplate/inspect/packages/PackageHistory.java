package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.packages.ManagerSigns.Sign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What databases an image had while its layers came one upon the other. */
public final class PackageHistory {
  private final List<Map<Integer, PackageDatabase>> recorded;
  private final Map<String, Candidate> last = new TreeMap<>();
  private final Set<Sign> signs = new LinkedHashSet<>();

  /** A history of layers that recorded these databases by number of their entries, lowest first. */
  public PackageHistory(List<Map<Integer, PackageDatabase>> recorded) {
    this.recorded = List.copyOf(recorded);
  }

  /** Looks at the view that one more layer gives. */
  public void look(FileSystem files) {
    for (Candidate candidate : DatabaseView.of(files, recorded)) {
      if (candidate.count() > 0 || !candidate.readable()) {
        last.put(candidate.kind(), candidate);
      }
    }
    for (Sign sign : ManagerSigns.ALL) {
      if (!signs.contains(sign) && sign.in(files)) {
        signs.add(sign);
      }
    }
  }

  List<Candidate> now(FileSystem files) {
    return DatabaseView.of(files, recorded);
  }

  /** Signs of managers of which no sign is left. */
  List<Sign> goneSigns(List<Sign> present) {
    return signs.stream()
        .filter(sign -> present.stream().noneMatch(now -> now.manager().equals(sign.manager())))
        .toList();
  }

  /** The last ones of kinds of which nothing is left. */
  List<Candidate> gone(List<Candidate> present) {
    List<Candidate> gone = new ArrayList<>();
    last.forEach(
        (kind, candidate) -> {
          boolean left =
              present.stream()
                  .anyMatch(now -> now.kind().equals(kind) && (now.count() > 0 || !now.readable()));
          if (!left) {
            gone.add(candidate);
          }
        });
    return gone;
  }
}

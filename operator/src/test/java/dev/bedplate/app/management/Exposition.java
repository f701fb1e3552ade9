package dev.bedplate.app.management;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text format of Prometheus, read strictly.
 *
 * @param types by the name of the metric
 * @param labels names by the name of the metric
 * @param samples by name and labels as they are written
 */
record Exposition(
    Map<String, String> types, Map<String, Set<String>> labels, Map<String, Double> samples) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_0-9]+)(\\{([a-z_]+=\"[^\"\\\\]*\",?)+})? ([-+0-9.Ea-zN]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  static Exposition of(String text) {
    var read = new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    text.lines().filter(line -> !line.startsWith("# HELP ")).forEach(read::add);
    return read;
  }

  double value(String sample) {
    Double value = samples.get(sample);
    if (value == null) {
      throw new AssertionError(sample + " is none of " + samples.keySet());
    }
    return value;
  }

  private void add(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      types.put(words[2], words[3]);
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    samples.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(sample.group(4)));
    Set<String> names = labels.computeIfAbsent(family(sample.group(1)), _ -> new TreeSet<>());
    LABEL.matcher(line).results().map(it -> it.group(1)).forEach(names::add);
  }

  private String family(String sample) {
    String plain = sample.replaceFirst("_(bucket|count|sum)$", "");
    return "histogram".equals(types.get(plain)) ? plain : sample;
  }
}

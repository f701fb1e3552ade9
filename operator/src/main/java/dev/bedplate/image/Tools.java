package dev.bedplate.image;

import java.util.List;

/** Programs of interest on the search path, as absolute paths, by what they are for. */
public record Tools(
    List<String> shells,
    List<String> downloaders,
    List<String> debuggers,
    List<String> compilers,
    List<String> packageManagers) {
  public Tools {
    shells = List.copyOf(shells);
    downloaders = List.copyOf(downloaders);
    debuggers = List.copyOf(debuggers);
    compilers = List.copyOf(compilers);
    packageManagers = List.copyOf(packageManagers);
  }
}
